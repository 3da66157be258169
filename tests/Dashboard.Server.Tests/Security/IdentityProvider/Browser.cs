using Dashboard.Server.Tests.Hosting;

namespace Dashboard.Server.Tests.Security.IdentityProvider;

/// <summary>Follows redirects to and from the identity provider as a browser does, with the cookies of the dashboard.</summary>
internal sealed class Browser(TestServer server) : IDisposable
{
    private const string Callback = "/login/callback";

    private readonly HttpClient _client = server.NewClient();

    public Dictionary<string, string> Cookies { get; } = [];

    /// <summary>By name: the last header that set the cookie.</summary>
    public Dictionary<string, string> LastSet { get; } = [];

    public Func<string, string> ChangeCallback { get; init; } = address => address;

    public bool StopsAtCallback { get; init; }

    public void Dispose() => _client.Dispose();

    /// <summary>The last answer of the dashboard itself; a redirect within it is not followed.</summary>
    public async Task<(int Status, string? Location, string Text)> GetAsync(string address)
    {
        while (true)
        {
            var target = new Uri(server.Address, address);
            var isOurs = target.Authority == server.Address.Authority;
            using var request = new HttpRequestMessage(HttpMethod.Get, target);
            request.Headers.Add("Accept", "text/html");
            if (isOurs && Cookies.Count > 0)
            {
                request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
            }

            using var response = await _client.SendAsync(request);
            foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var all) && isOurs ? all : [])
            {
                var (name, value) = (set.Split('=', 2)[0], set.Split('=', 2)[1].Split(';')[0]);
                LastSet[name] = set;
                if (value.Length == 0 || set.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase))
                {
                    Cookies.Remove(name);
                }
                else
                {
                    Cookies[name] = value;
                }
            }

            var location = response.Headers.Location is { } to ? to.IsAbsoluteUri ? to.AbsoluteUri : to.OriginalString : null;
            var returns = !isOurs && location is not null;
            if (location is null || (isOurs && new Uri(server.Address, location).Authority == server.Address.Authority) || (returns && StopsAtCallback))
            {
                return ((int)response.StatusCode, location, await response.Content.ReadAsStringAsync());
            }

            address = location.Contains(Callback, StringComparison.Ordinal) && returns ? ChangeCallback(location) : location;
        }
    }
}
