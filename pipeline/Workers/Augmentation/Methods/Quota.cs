namespace Sluice.Workers.Augmentation.Methods;

/// <summary>How many of n words or characters a method changes.</summary>
internal abstract record Quota
{
    /// <summary>Exactly one, as TextAttack's character methods do within a word.</summary>
    public static Quota One { get; } = new ClampedShare(0, 1, 1);

    /// <summary>The count for n items; it may exceed the items that can be changed.</summary>
    public abstract int Of(int n);

    /// <summary>nlpaug: ceil(share · n), at least min, at most max.</summary>
    public sealed record ClampedShare(double Share, int Min, int Max) : Quota
    {
        public override int Of(int n) => (int)Math.Min(Math.Max(Math.Ceiling(Share * n), Min), Max);
    }

    /// <summary>TextAttack: floor(share · n), at least 1.</summary>
    public sealed record FlooredShare(double Share) : Quota
    {
        public override int Of(int n) => Math.Max((int)(Share * n), 1);
    }
}
