namespace Sluice.Workers.Tables;

/// <summary>
/// Which columns of a CSV file are identifiers by their name: id, rid, uid, uuid, guid, and what ends with the
/// word id (post_id, userId). Their digits are names, not quantities. Pure.
/// </summary>
internal static class IdentifierName
{
    private static readonly string[] s_names = ["id", "rid", "uid", "uuid", "guid"];

    /// <summary>Whether the name is one.</summary>
    public static bool Is(string name)
    {
        if (s_names.Contains(name, StringComparer.OrdinalIgnoreCase))
            return true;
        if (name.Length < 3 || !name.EndsWith("id", StringComparison.OrdinalIgnoreCase))
            return false;
        var before = name[^3];
        return before is '_' or '-' or '.' or ' ' || name[^2] == 'I' && char.IsLower(before);
    }
}
