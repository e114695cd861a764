using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using MsaSample.ServiceDefaults;

namespace MsaSample.UserService.Tokens;

/// <summary>
/// The private key that signs tokens (P-256). It is kept in a file in the data directory, so it survives restarts, and all instances that
/// share the directory use the same key.
/// </summary>
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

    /// <summary>The public key for checking tokens; its id is the thumbprint of RFC 7638.</summary>
    public JsonWebKey Public { get; }

    /// <summary>Reads the key file, after creating it if it is missing.</summary>
    public static SigningKey Load(string directory)
    {
        var file = Path.Combine(directory, FileName);
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(directory);
            SpinWait.SpinUntil(() => File.Exists(file) || TryCreate(file));
        }

        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(file));
        return new SigningKey(key);
    }

    public void Dispose() => _key.Dispose();

    // Of several instances that start at the same time, one creates the file. The lock of a killed instance is free.
    private static bool TryCreate(string file)
    {
        using var turn = TryLock(file + ".lock");
        if (turn is not null && !File.Exists(file))
            Create(file);

        return turn is not null;
    }

    // Null while another instance holds the lock.
    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(
                path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException) when (File.Exists(path) || File.Exists(Path.ChangeExtension(path, null)))
        {
            return null;
        }
    }

    // Written to another file and renamed, so that nobody reads half a key.
    private static void Create(string file)
    {
        var draft = file + ".new";
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        using (var stream = new FileStream(draft, OwnerOnlyFile()))
        {
            stream.Write(Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, file);
    }

    private static FileStreamOptions OwnerOnlyFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }
}
