using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using MsaSample.ServiceDefaults;

namespace MsaSample.UserService.Tokens;

/// <summary>The private key that signs tokens: P-256, kept in a file across restarts and shared by all instances that share the data directory.</summary>
internal sealed class SigningKey : IDisposable
{
    private const string FileName = "signing-key.pem";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ECDsa _key;

    private SigningKey(ECDsa key)
    {
        _key = key;
        var signing = new ECDsaSecurityKey(key);
        signing.KeyId = Base64UrlEncoder.Encode(signing.ComputeJwkThumbprint());
        Credentials = new SigningCredentials(signing, TokenRules.Algorithm);

        var point = key.ExportParameters(includePrivateParameters: false).Q;
        Public = new JsonWebKey
        {
            Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve,
            Crv = JsonWebKeyECTypes.P256,
            X = Base64UrlEncoder.Encode(point.X),
            Y = Base64UrlEncoder.Encode(point.Y),
            Kid = signing.KeyId,
            Use = JsonWebKeyUseNames.Sig,
            Alg = TokenRules.Algorithm,
        };
    }

    public SigningCredentials Credentials { get; }

    /// <summary>What others check tokens with; its id is the thumbprint of RFC 7638.</summary>
    public JsonWebKey Public { get; }

    /// <summary>Reads the key file, and makes it first where there is none.</summary>
    public static SigningKey Load(string directory)
    {
        var file = Path.Combine(directory, FileName);
        if (!File.Exists(file))
            Create(directory, file);

        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(file));
        return new SigningKey(key);
    }

    public void Dispose() => _key.Dispose();

    // Written aside and moved into place, so that nobody reads half a key; of two instances that start at once the first keeps its file.
    private static void Create(string directory, string file)
    {
        Directory.CreateDirectory(directory);
        var draft = Path.Combine(directory, $"{FileName}.{Guid.CreateVersion7():N}");
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        using (var stream = new FileStream(draft, OwnerOnlyFile()))
        using (var writer = new StreamWriter(stream))
        {
            writer.Write(key.ExportPkcs8PrivateKeyPem());
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }

    private static FileStreamOptions OwnerOnlyFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }
}
