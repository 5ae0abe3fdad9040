using System.Security.Cryptography;
using System.Text;

namespace Sluice.Workers.Augmentation.Combos;

/// <summary>Methods applied one after the other: the unit of augmentation.</summary>
/// <param name="Methods">Ids in ordinal order, at least one.</param>
internal sealed record Combo(IReadOnlyList<string> Methods)
{
    /// <summary>Method ids joined by "+".</summary>
    public string Name => string.Join('+', Methods);

    /// <summary>First 10 hex digits of sha1 over <see cref="Name"/>; enters every row's random seed.</summary>
    public string Id => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(Name)))[..10];

    /// <summary>The directory of its dataset, e.g. <c>combo_1_nlp_spelling</c>; also its unit's key.</summary>
    public string DirectoryName(ComboNaming naming) =>
        Methods.Count == 1 && naming == ComboNaming.Method
            ? $"combo_1_{Name}"
            : $"combo_{Methods.Count}_{Id}";

    /// <inheritdoc/>
    public bool Equals(Combo? other) => other is not null && Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
