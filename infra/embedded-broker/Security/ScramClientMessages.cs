namespace MsaSample.Broker.Security;

/// <summary>client-first-message (RFC 5802, section 7): <c>n,,n=user,r=nonce</c>.</summary>
/// <param name="Header">The gs2-header, which the client repeats in its final message.</param>
/// <param name="Bare">The message after the header, as it was sent.</param>
/// <param name="AuthorizationId">The user to act for, unescaped; empty for the user itself.</param>
/// <param name="User">The user's name, unescaped.</param>
/// <param name="Nonce">The client's part of the nonce.</param>
internal sealed record ScramClientFirst(string Header, string Bare, string AuthorizationId, string User, string Nonce)
{
    /// <summary>Null when the message is malformed, or requires channel binding or an extension.</summary>
    public static ScramClientFirst? Parse(string message)
    {
        if (message.Split(',')
            is not [("n" or "y") and var binding, var authorization, ['n', '=', .. var user], ['r', '=', .. var nonce], ..])
            return null;
        if (Unescape(user) is not { Length: > 0 } name || !IsNonce(nonce))
            return null;
        if (authorization is not ("" or ['a', '=', ..])
            || Unescape(authorization.Length == 0 ? "" : authorization[2..]) is not { } authorizationId)
            return null;

        var header = $"{binding},{authorization},";
        return new ScramClientFirst(header, message[header.Length..], authorizationId, name, nonce);
    }

    private static bool IsNonce(string nonce) => nonce.Length > 0 && nonce.All(c => c is > ' ' and <= '~');

    /// <summary>Null when an equals sign is not part of <c>=2C</c> or <c>=3D</c>.</summary>
    private static string? Unescape(string name)
    {
        var bare = name.Replace("=2C", "x", StringComparison.Ordinal).Replace("=3D", "x", StringComparison.Ordinal);
        return bare.Contains('=', StringComparison.Ordinal)
            ? null
            : name.Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
    }
}

/// <summary>client-final-message: <c>c=biws,r=nonce,p=proof</c>.</summary>
internal sealed record ScramClientFinal(string ChannelBinding, string Nonce, byte[] Proof, string WithoutProof)
{
    /// <summary>Null when the message is malformed.</summary>
    public static ScramClientFinal? Parse(string message)
    {
        if (message.Split(',') is not [['c', '=', .. var binding], ['r', '=', .. var nonce], .., ['p', '=', .. var proof]])
            return null;

        var bytes = new byte[proof.Length];
        return Convert.TryFromBase64String(proof, bytes, out var length)
            ? new ScramClientFinal(binding, nonce, bytes[..length], message[..^(proof.Length + 3)])
            : null;
    }
}
