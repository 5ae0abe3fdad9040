namespace Sluice.Tests.Support;

/// <summary>Waits for something to become true, with a limit that only a failure reaches.</summary>
internal static class Wait
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(1);

    public static Task UntilAsync(Func<bool> condition, string what) =>
        UntilAsync(condition, () => $"this never came: {what}");

    public static async Task UntilAsync(Func<bool> condition, Func<string> failure)
    {
        var end = DateTime.UtcNow + s_limit;
        while (!condition())
        {
            if (DateTime.UtcNow > end)
                Assert.Fail(failure());
            await Task.Delay(20);
        }
    }
}
