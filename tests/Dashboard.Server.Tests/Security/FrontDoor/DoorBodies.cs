using System.Text;
using Dashboard.Server.Tests.Hosting;

namespace Dashboard.Server.Tests.Security.FrontDoor;

/// <summary>The request bodies named in the table, with their headers.</summary>
internal static class DoorBodies
{
    private const string Form = "application/x-www-form-urlencoded";

    public static string Of(string name) => name switch
    {
        "none" => "Content-Length: 0\r\n\r\n",
        "form-right" => With(Form, $"t={TestServer.Token}&r=/errors"),
        "form-wrong" => With(Form, "t=wrong&r=/errors"),
        "form-empty" => With(Form, ""),
        "form-utf8" => With(Form + "; charset=UTF-8", $"t={TestServer.Token}"),
        "form-utf7" => With(Form + "; charset=utf-7", $"t={TestServer.Token}"),
        "form-utf16" => With(Form + "; charset=utf-16", $"t={TestServer.Token}"),
        "form-unknown-charset" => With(Form + "; charset=klingon", $"t={TestServer.Token}"),
        "form-1025-fields" => With(Form, string.Join('&', Enumerable.Range(0, 1025).Select(i => $"a{i}="))),
        "form-long-name" => With(Form, new string('a', 4096) + "=1"),
        "form-percent" => With(Form, "t=%zz%&r=%"),
        "form-9-KiB" => With(Form, "t=" + new string('a', 9 << 10)),
        "form-2-MiB-announced" => $"Content-Type: {Form}\r\nContent-Length: {2 << 20}\r\n\r\nt=a",
        "multipart" => With("multipart/form-data; boundary=x", $"--x\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\n{TestServer.Token}\r\n--x--\r\n"),
        "multipart-no-boundary" => With("multipart/form-data", "--x\r\n\r\n--x--\r\n"),
        "multipart-long-boundary" => With("multipart/form-data; boundary=" + new string('b', 300), "--b"),
        "chunked" => Chunks($"{TestServer.Token.Length + 2:x}\r\nt={TestServer.Token}\r\n0\r\n\r\n"),
        "chunk-too-long" => Chunks("FFFFFFFFFFFFFFFFF\r\nt=a\r\n0\r\n\r\n"),
        "chunk-not-hex" => Chunks("zz\r\nt=a\r\n0\r\n\r\n"),
        "chunks-9-KiB" => Chunks(string.Concat(Enumerable.Repeat($"400\r\n{new string('a', 1024)}\r\n", 9)) + "0\r\n\r\n"),
        "json" => With("application/json", "{}"),
        "text" => With("text/plain", "t=" + TestServer.Token),
        "no-type" => $"Content-Length: {Encoding.ASCII.GetByteCount($"t={TestServer.Token}")}\r\n\r\nt={TestServer.Token}",
        "bad-type" => With("///", "t=a"),
        _ => throw new ArgumentException($"There is no body {name}."),
    };

    private static string With(string type, string text) => $"Content-Type: {type}\r\nContent-Length: {Encoding.ASCII.GetByteCount(text)}\r\n\r\n{text}";

    private static string Chunks(string text) => $"Content-Type: {Form}\r\nTransfer-Encoding: chunked\r\n\r\n{text}";
}
