namespace Dashboard.Server.Security.IdentityProvider;

/// <summary>The provider knows this person, and the settings do not admit them.</summary>
internal sealed class ProviderRefusal(string user) : Exception("The person has none of the admitted claims.")
{
    public string User { get; } = user;
}
