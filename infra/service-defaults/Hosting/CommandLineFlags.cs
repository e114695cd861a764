namespace MsaSample.ServiceDefaults;

/// <summary>One name three ways: the flag <c>--gateway-port</c> is the setting <c>gateway:port</c>.</summary>
public static class CommandLineFlags
{
    /// <summary>The arguments with every flag's dashes turned into the colons of a setting's name; values stay untouched.</summary>
    public static string[] ToSettings(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return [.. args.Select(ToSetting)];
    }

    private static string ToSetting(string arg)
    {
        if (!arg.StartsWith("--", StringComparison.Ordinal))
            return arg;

        var end = arg.IndexOf('=', StringComparison.Ordinal);
        var name = end < 0 ? arg[2..] : arg[2..end];
        return "--" + name.Replace('-', ':') + (end < 0 ? "" : arg[end..]);
    }
}
