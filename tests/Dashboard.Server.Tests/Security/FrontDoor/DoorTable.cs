namespace Dashboard.Server.Tests.Security.FrontDoor;

/// <summary>
/// The table of access checks. Callers: anon sends nothing, browser wants HTML, wrong has a wrong token, stale a cookie
/// of no session; token, cookie and signed (a browser with the cookie) are admitted.
/// </summary>
internal static class DoorTable
{
    private const string Text = """
        # Host: names that another site's DNS cannot point here.
        anon GET /healthz =200
        token GET /healthz =200
        anon GET /healthz host=localhost =200
        anon GET /healthz host=localhost:1 =200
        anon GET /healthz host=LOCALHOST =200
        anon GET /healthz host=127.0.0.2 =200
        anon GET /healthz host=[::1]:5000 =200
        anon GET /healthz host=[::ffff:127.0.0.1] =200
        anon GET /healthz host=evil.example =400
        anon GET /healthz host=127.0.0.1.evil.example =400
        anon GET /healthz host=localhost. =400
        anon GET /healthz host=192.168.1.5 =400
        anon GET /healthz host=[fe80::1] =400
        anon GET /healthz host=0.0.0.0 =400
        anon GET /healthz host=2130706433 =200
        anon GET /healthz host= =400
        anon GET /healthz host=- =400
        anon GET /healthz host=a/b =400
        anon GET /healthz host=[::1 =400
        anon GET /healthz host=x:y =400
        anon GET http://evil.example/healthz =400
        browser GET / host=evil.example =400
        token GET /api/v1/status host=evil.example =400
        cookie GET /api/v1/status host=evil.example =400
        token GET /api/v1/status host=localhost =200

        # The API: nothing without a token.
        anon GET /api/v1/status =401
        anon GET /api/v1/processes =401
        anon GET /api/v1/processes/4312-1 =401
        anon GET /api/v1/events =401
        anon GET /api/v1/events/export =401
        anon GET /api/v1/events/stream =401
        anon GET /api/v1/errnos =401
        anon GET /api/v1/exits =401
        anon GET /api/v1/pids/4312 =401
        anon GET /api/v1/spawners =401
        anon GET /api/v1/programs =401
        anon GET /api/v1/secrets =401
        anon GET /api/v1/overview =401
        anon GET /api/v1/tracepoints =401
        anon GET /api/v1/nothing =401
        anon GET /API/V1/STATUS =401
        anon GET /api/v1/status/ =401
        anon GET //api/v1/status =401
        anon GET /./api/v1/status =401
        anon GET /css/../api/v1/status =401
        anon GET /css/%2e%2e/api/v1/status =401
        anon GET /api%2fv1%2fstatus =401
        anon GET /openapi/v1.json =401
        anon GET /metrics =401
        anon POST /metrics =401
        anon POST /api/v1/status body=json =401
        anon DELETE /api/v1/status =401
        anon OPTIONS /api/v1/status =401
        anon TRACE /api/v1/status =401
        anon HEAD /api/v1/status =401
        anon BREW /api/v1/status =401
        anon POST /api/v1/status body=form-9-KiB =401
        anon POST /api/v1/status body=form-2-MiB-announced =401
        browser GET /api/v1/status =401
        stale GET /api/v1/status =401
        stale GET /api/v1/events/stream =401
        wrong GET /api/v1/status =401
        wrong GET /api/v1/events/stream =401
        anon GET /api/v1/status auth=Bearer =401
        anon GET /api/v1/status auth=Bearer_ =401
        anon GET /api/v1/status auth=Basic_dGhlLXJpZ2h0LXRva2Vu =401
        anon GET /api/v1/status auth=the-right-token-of-the-tests =401
        anon GET /api/v1/status?t=the-right-token-of-the-tests =401
        anon GET /api/v1/status?access_token=the-right-token-of-the-tests =401
        anon GET /api/v1/status cookie=dashboard=the-right-token-of-the-tests =401
        token GET /api/v1/status =200
        token GET /api/v1/processes =200
        token GET /api/v1/processes?filter=comm: =400
        token GET /api/v1/processes/4312-1 =404
        token GET /api/v1/processes/x =400
        token GET /api/v1/events =200
        token GET /api/v1/events/export =200
        token GET /api/v1/events/stream =200
        token GET /api/v1/errnos =200
        token GET /api/v1/exits =200
        token GET /api/v1/pids/4312 =200
        token GET /api/v1/spawners =200
        token GET /api/v1/programs =200
        token GET /api/v1/secrets =200
        token GET /api/v1/overview =200
        token GET /api/v1/pids/0 =400
        token GET /api/v1/tracepoints =200
        token GET /openapi/v1.json =200
        token GET /metrics =200
        token GET /metrics auth=Bearer_wrong =401
        token GET /openapi/v2.json =404
        token GET /api/v1/nothing =404
        token GET /api =404
        token GET /api/v1 =404
        cookie GET /api/v1/status =200
        cookie GET /api/v1/events/stream =200
        token GET /api/v1/status auth=Bearer_wrong =401

        # Other methods than those that a path takes.
        token POST /api/v1/status body=json =405
        token PUT /api/v1/processes/4312-1 body=json =405
        token DELETE /api/v1/events =405
        token PATCH /api/v1/errnos =405
        token POST /api/v1/events/stream =405
        token POST /api/v1/nothing =404
        token HEAD /api/v1/status =405
        token POST /openapi/v1.json =405
        token POST /session =405
        token GET /logout =405
        anon POST /healthz body=none =405
        anon DELETE /healthz =405
        anon PUT /login body=form-right =405
        anon DELETE /login =405
        signed POST / body=form-empty =405
        token POST /events body=form-empty =405
        token DELETE /css/tokens.css =405
        token POST /css/tokens.css =405

        # Signing in.
        anon GET /login =200
        browser GET /login =200
        signed GET /login =302
        anon GET /login/provider =302
        browser GET /login/provider?r=/events =302
        signed GET /login/provider =302
        cookie GET /login/provider =302
        anon POST /login/provider =405
        browser GET /login/callback =401
        anon POST /login/callback =401
        cookie GET /login?r=/events =302
        anon GET /login?t=the-right-token-of-the-tests =302
        browser GET /login?t=the-right-token-of-the-tests&r=/events =302
        anon GET /login?t=the-right-token-of-the-tests&r=/%C3%A9 =302
        anon GET /login?t=the-right-token-of-the-tests&r=/%F0%9F%98%80 =302
        anon GET /login?t=the-right-token-of-the-tests&r=//evil.example =302
        anon GET /login?t=the-right-token-of-the-tests&r=/%FF =302
        anon GET /login?t=wrong =401
        browser GET /login?t=wrong =401
        stale GET /login?t=wrong =401
        anon GET /login?t= =200
        anon GET /login?r=/%C3%A9 =200
        anon GET /login?t=%00 =401
        anon GET /login?t=a&t=b =401
        anon GET /login/ =401
        anon GET /login/x =401
        anon GET /LOGIN =200
        anon HEAD /login =405
        anon POST /login body=form-right =302
        anon POST /login body=form-right origin=own =302
        browser POST /login body=form-right origin=own =302
        signed POST /login body=form-right origin=own =302
        anon POST /login body=form-utf8 =302
        anon POST /login body=chunked =302
        anon POST /login body=form-wrong =401
        browser POST /login body=form-wrong =401
        anon POST /login body=form-empty =401
        anon POST /login body=form-percent =401
        anon POST /login body=none =415
        anon POST /login =415
        anon POST /login body=json =415
        anon POST /login body=text =415
        anon POST /login body=no-type =415
        anon POST /login body=bad-type =415
        anon POST /login body=multipart =415
        anon POST /login body=multipart-no-boundary =415
        anon POST /login body=multipart-long-boundary =415
        anon POST /login body=form-utf7 =415
        anon POST /login body=form-utf16 =415
        anon POST /login body=form-unknown-charset =415
        anon POST /login body=form-1025-fields =400
        anon POST /login body=form-long-name =400
        anon POST /login body=form-9-KiB =413
        anon POST /login body=form-2-MiB-announced =413
        anon POST /login body=chunks-9-KiB =413
        anon POST /login body=chunk-too-long =400
        anon POST /login body=chunk-not-hex =400

        # Signing out.
        anon POST /logout body=none =401
        browser POST /logout body=none origin=own =401
        stale POST /logout body=none =401
        signed POST /logout body=none origin=own =303
        cookie POST /logout body=none =204
        token POST /logout body=none =204
        cookie POST /logout body=none origin=http://evil.example =403
        anon GET /logout =401
        anon GET /session =401
        cookie GET /session =204
        token GET /session =204

        # Origin: what changes something, and sockets.
        anon POST /login body=form-right origin=http://evil.example =403
        anon POST /login body=form-right origin=null =403
        anon POST /login body=form-right origin=http://127.0.0.1:1 =403
        token DELETE /api/v1/status origin=http://evil.example =403
        token GET /api/v1/status origin=http://evil.example =200
        cookie GET /hubs/lifecycle ws origin=http://evil.example =403
        cookie GET /_blazor ws origin=http://evil.example =403
        cookie GET /hubs/lifecycle ws origin=null =403
        cookie GET /_blazor?id=x origin=http://localhost:1 =403
        cookie POST /_blazor/negotiate?negotiateVersion=1 body=none origin=http://evil.example =403
        cookie POST /hubs/lifecycle/negotiate?negotiateVersion=1 body=none origin=http://evil.example =403
        anon GET /hubs/lifecycle ws origin=http://evil.example =403

        # The hub and the socket of the pages.
        anon GET /hubs/lifecycle ws =401
        anon GET /hubs/lifecycle ws origin=own =401
        anon GET /hubs/lifecycle =401
        anon GET /hubs/lifecycle?access_token=the-right-token-of-the-tests ws =401
        anon POST /hubs/lifecycle body=none =401
        anon POST /hubs/lifecycle/negotiate?negotiateVersion=1 body=none =401
        stale GET /hubs/lifecycle ws =401
        wrong GET /hubs/lifecycle ws =401
        token GET /hubs/lifecycle ws =101
        cookie GET /hubs/lifecycle ws origin=own =101
        token GET /hubs/lifecycle?id=unknown ws =404
        token POST /hubs/lifecycle/negotiate?negotiateVersion=1 body=none =200
        token GET /hubs/lifecycle/negotiate =405
        token GET /hubs/nothing =404
        anon GET /_blazor ws =401
        anon GET /_blazor =401
        anon POST /_blazor body=none =401
        anon POST /_blazor/negotiate?negotiateVersion=1 body=none =401
        anon POST /_blazor/disconnect body=form-empty =401
        anon GET /_blazor/initializers =401
        stale GET /_blazor ws =401
        cookie GET /_blazor ws origin=own =101
        cookie POST /_blazor/negotiate?negotiateVersion=1 body=none origin=own =200
        cookie POST /_blazor/disconnect body=form-empty origin=own =400
        cookie GET /_blazor/initializers =200

        # Pages.
        anon GET / =401
        browser GET / =401
        browser GET / site=cross-site =200
        browser GET /?q=%22%3E%3Cscript%3E =401
        browser GET /events =401
        browser GET /overview =401
        browser GET /tree =401
        browser GET /errors =401
        browser GET /pids =401
        browser GET /spawners =401
        browser GET /programs =401
        browser GET /secrets =401
        browser GET /timeline =401
        browser GET /tracepoints =401
        browser GET /learn =401
        browser GET /learn/zombie =401
        browser GET /process/4312-1 =401
        browser GET /process/4312-1 site=cross-site =200
        browser GET /not-found =401
        browser GET /no/such/place =401
        browser POST / body=form-right =401
        stale GET / =401
        wrong GET / =401
        signed GET / =200
        signed GET /events =200
        signed GET /overview =200
        signed GET /tree =200
        signed GET /?q=comm:make =302
        signed GET /errors =200
        signed GET /pids =200
        signed GET /spawners =200
        signed GET /programs =200
        signed GET /secrets =200
        signed GET /timeline =200
        signed GET /tracepoints =200
        signed GET /learn =200
        signed GET /learn/zombie =200
        signed GET /process/4312-1 =200
        signed GET /not-found =200
        signed GET /no/such/place =404
        token GET /no/such/place =404

        # Files.
        anon GET /css/tokens.css =200
        anon HEAD /css/tokens.css =200
        anon GET /img/favicon.svg =200
        anon GET /js/theme.js =200
        anon GET /js/shell.js =401
        anon GET /js/theme.js/../shell.js =401
        anon GET /_framework/blazor.web.js =401
        anon GET /_content/MudBlazor/MudBlazor.min.css =401
        anon POST /css/tokens.css body=none =401
        anon GET /css/none.css =404
        browser GET /css/none.css =404
        browser GET /css/none =404
        anon GET /img/ =404
        anon GET /css/..%2f..%2fdemo.ndjson.gz =404
        anon GET /demo.ndjson.gz =401
        anon GET /css/tokens.css%00 =400
        token GET /demo.ndjson.gz =404
        token GET /dashboard.dll =404
        token GET /js/shell.js =200
        token GET /_framework/blazor.web.js =200
        token GET /_framework/opaque-redirect =400
        anon GET /_framework/opaque-redirect =401
        signed GET /css/none.css =404
        signed GET /js/none.js =404
        """;

    public static IReadOnlyList<(string Line, DoorRow Row)> Rows { get; } =
        [.. Text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Select(line => (line, DoorRow.Parse(line)))];
}
