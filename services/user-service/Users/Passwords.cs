using Microsoft.AspNetCore.Identity;

namespace MsaSample.UserService.Users;

/// <summary>Hashes and checks passwords with ASP.NET Core's PasswordHasher (PBKDF2).</summary>
internal sealed class Passwords
{
    private readonly PasswordHasher<User> _hasher = new();

    public void Set(User user, string password) => user.SetPassword(_hasher.HashPassword(user, password));

    /// <summary>
    /// True when the password is the user's. Takes as long for a user who does not exist, so that the time does not reveal who does.
    /// </summary>
    public bool Matches(User? user, string password)
    {
        if (user is not null)
            return _hasher.VerifyHashedPassword(user, user.PasswordHash, password) != PasswordVerificationResult.Failed;

        _hasher.HashPassword(null!, password);
        return false;
    }
}
