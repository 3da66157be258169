using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Dashboard.Tests.Shared.SignIn;

/// <summary>An issuer of OpenID Connect on the loopback address that signs one person in without asking.</summary>
internal sealed class TestProvider : IAsyncDisposable
{
    public const string ClientId = "dashboard-of-the-tests";

    private const string KeyId = "one";

    private readonly HttpListener _listener = new();
    private readonly RSA _key = RSA.Create(2048);
    private readonly Task _serving;

    /// <summary>By code: the nonce and the challenge of the request.</summary>
    private readonly Dictionary<string, (string Nonce, string Challenge)> _codes = [];

    private TestProvider(int port)
    {
        Address = $"http://localhost:{port}";
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>By another host name than the dashboard's 127.0.0.1, so that browsers take it for another site.</summary>
    public string Address { get; }

    /// <summary>The person's claims.</summary>
    public Dictionary<string, object> Claims { get; } = new() { ["sub"] = "1815", ["preferred_username"] = "ada", ["groups"] = new[] { "analysts", "sre" } };

    /// <summary>Changes the ID token before it is signed.</summary>
    public Action<Dictionary<string, object>>? Change { get; set; }

    /// <summary>Sign with a key that is not published.</summary>
    public bool SignsWithAnotherKey { get; set; }

    /// <summary>Sent back instead of a code.</summary>
    public string? Error { get; set; }

    public static TestProvider Start()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        return new TestProvider(port);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
        _key.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            var (request, response) = (context.Request, context.Response);
            switch (request.Url!.AbsolutePath)
            {
                case "/.well-known/openid-configuration":
                    Write(response, new Dictionary<string, object>
                    {
                        ["issuer"] = Address, ["authorization_endpoint"] = Address + "/authorize", ["token_endpoint"] = Address + "/token", ["jwks_uri"] = Address + "/keys",
                        ["response_types_supported"] = new[] { "code" }, ["subject_types_supported"] = new[] { "public" }, ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
                    });
                    break;
                case "/keys":
                    var published = _key.ExportParameters(false);
                    Write(response, new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = KeyId, n = Text(published.Modulus!), e = Text(published.Exponent!) } } });
                    break;
                case "/authorize":
                    Authorize(request, response);
                    break;
                case "/token":
                    using (var body = new StreamReader(request.InputStream))
                    {
                        Exchange(Form(await body.ReadToEndAsync()), response);
                    }

                    break;
                default:
                    response.StatusCode = 404;
                    break;
            }

            response.Close();
        }
    }

    private void Authorize(HttpListenerRequest request, HttpListenerResponse response)
    {
        var query = Form(request.Url!.Query.TrimStart('?'));
        if (query["client_id"] != ClientId || query["code_challenge_method"] != "S256")
        {
            response.StatusCode = 400;
            return;
        }

        var code = Text(RandomNumberGenerator.GetBytes(16));
        _codes[code] = (query["nonce"], query["code_challenge"]);
        response.Redirect($"{query["redirect_uri"]}?{(Error is null ? "code=" + code : "error=" + Error)}&state={Uri.EscapeDataString(query["state"])}");
    }

    private void Exchange(Dictionary<string, string> form, HttpListenerResponse response)
    {
        if (!_codes.Remove(form["code"], out var asked) || Text(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"]))) != asked.Challenge)
        {
            response.StatusCode = 400;
            Write(response, new { error = "invalid_grant" });
            return;
        }

        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var token = new Dictionary<string, object>(Claims) { ["iss"] = Address, ["aud"] = ClientId, ["iat"] = now, ["exp"] = now + 300, ["nonce"] = asked.Nonce };
        Change?.Invoke(token);
        Write(response, new { access_token = "unused", token_type = "Bearer", expires_in = 300, id_token = Sign(token) });
    }

    private string Sign(Dictionary<string, object> token)
    {
        using var another = RSA.Create(2048);
        var signed = $"{Text(JsonSerializer.SerializeToUtf8Bytes(new { alg = "RS256", typ = "JWT", kid = KeyId }))}.{Text(JsonSerializer.SerializeToUtf8Bytes(token))}";
        var signature = (SignsWithAnotherKey ? another : _key).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Text(signature)}";
    }

    private static void Write(HttpListenerResponse response, object value)
    {
        response.ContentType = "application/json";
        response.OutputStream.Write(JsonSerializer.SerializeToUtf8Bytes(value));
    }

    private static Dictionary<string, string> Form(string text)
        => text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[^1].Replace('+', ' ')));

    private static string Text(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
