using Microsoft.AspNetCore.WebUtilities;

namespace MsaSample.ServiceDefaults;

/// <summary>
/// The stable values of <c>code</c> in problem bodies (RFC 9457), which clients branch on. A code is never renamed; new ones are added.
/// </summary>
public static class ProblemCodes
{
    public const string ValidationFailed = "validation-failed";
    public const string MalformedRequest = "malformed-request";
    public const string Unauthenticated = "unauthenticated";
    public const string TokenInvalid = "token-invalid";
    public const string LoginFailed = "login-failed";
    public const string Forbidden = "forbidden";
    public const string NotFound = "not-found";
    public const string UserNotFound = "user-not-found";
    public const string ProductNotFound = "product-not-found";
    public const string OrderNotFound = "order-not-found";
    public const string MethodNotAllowed = "method-not-allowed";
    public const string EmailTaken = "email-taken";
    public const string ProductExists = "product-exists";
    public const string PriceChanged = "price-changed";
    public const string OrderNotCancellable = "order-not-cancellable";
    public const string VersionConflict = "version-conflict";
    public const string BodyTooLarge = "body-too-large";
    public const string UnsupportedMediaType = "unsupported-media-type";
    public const string IdempotencyKeyReused = "idempotency-key-reused";
    public const string ProductUnknown = "product-unknown";
    public const string TooManyRequests = "too-many-requests";
    public const string InternalError = "internal-error";
    public const string UpstreamFailed = "upstream-failed";
    public const string ServiceUnavailable = "service-unavailable";
    public const string KeysUnavailable = "keys-unavailable";
    public const string DatabaseUnavailable = "database-unavailable";
    public const string UpstreamTimeout = "upstream-timeout";

    /// <summary>The code for a status when nothing more precise is known.</summary>
    public static string ForStatus(int status) => status switch
    {
        400 => MalformedRequest,
        401 => Unauthenticated,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        413 => BodyTooLarge,
        415 => UnsupportedMediaType,
        429 => TooManyRequests,
        502 => UpstreamFailed,
        503 => ServiceUnavailable,
        504 => UpstreamTimeout,
        >= 500 => InternalError,
        _ => "http-" + status,
    };

    /// <summary>The detail for a status when nothing more precise is known.</summary>
    internal static string Explain(int status) => status switch
    {
        404 => "There is no resource at this path.",
        405 => "This path does not support the method. The Allow header lists the methods it supports.",
        413 => "The request body is too large; send less.",
        415 => "The request body must be JSON, with Content-Type: application/json.",
        _ => ReasonPhrases.GetReasonPhrase(status),
    };
}
