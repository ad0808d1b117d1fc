//! Header files for hosts. All have the same headers, each in its host's format.

use crate::error::SiteError;
use crate::files;
use crate::html::tags;

/// The policy of all pages. The first page's policy also contains hashes of its style and its script
/// (`finish::inline`). A test compares it with `index.html`.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
    form-action 'none'; require-trusted-types-for 'script'; trusted-types app-sw";

/// The policy of the owners' page, as in its own `<meta>`: it shows a preview, in a frame or inline.
pub(crate) const OWNERS_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

/// The policy of the page for browsers without WebAssembly, as in its own `<meta>`. Its polyfill creates functions from
/// text, so only this page allows that, by the one Trusted Types policy of `lite.js`, which checks those functions. It
/// starts no worker.
pub(crate) const LITE_POLICY: &str = "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; worker-src 'none'; manifest-src 'self'; base-uri 'none'; \
    form-action 'none'; require-trusted-types-for 'script'; trusted-types default";

/// The part that only the header has, before the list of allowed frame ancestors. All files except `lite.html` share
/// one header, and the owners' page shows ours in a frame. Every other page still refuses frames by its own `<meta>`,
/// since both policies apply.
const FRAMING: &str = "frame-src 'self'; frame-ancestors";

/// Any page may frame ours. The star allows pages of hosts; pages opened as files need `file:`.
const ANYBODY: &str = "* file:";

/// Every permission that a page may request and ours does not. Sharing and the clipboard stay allowed.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), bluetooth=(), camera=(), display-capture=(), encrypted-media=(), \
    gamepad=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), \
    picture-in-picture=(), publickey-credentials-create=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), \
    xr-spatial-tracking=()";

/// For operators whose whole host name uses HTTPS. They must enable this line themselves, since it applies to all other
/// pages of that name too.
const HSTS: (&str, &str) = (
    "Strict-Transport-Security",
    "max-age=63072000; includeSubDomains",
);

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_FIRST: &str = "no-cache";

const CSP: &str = "Content-Security-Policy";

/// The policies of a site, with the allowed frame ancestors.
pub(super) struct Policies {
    /// The policy of the first page, which allows everything that the others need.
    page: String,
    ancestors: String,
}

impl Policies {
    /// `page` is the first page; `hosts` are origins separated by commas, or empty to allow any.
    pub(super) fn new(page: &str, hosts: &str) -> Result<Self, SiteError> {
        let page = stated(page).ok_or(SiteError::MissingPart {
            file: files::PAGE,
            part: "policy".to_owned(),
        })?;
        let hosts: Vec<&str> = hosts
            .split(',')
            .map(str::trim)
            .filter(|host| !host.is_empty())
            .collect();
        if let Some(host) = hosts.iter().find(|host| !is_origin(host)) {
            return Err(SiteError::Host((*host).to_owned()));
        }
        // The owners' page shows ours in a frame.
        let ancestors = if hosts.is_empty() {
            ANYBODY.to_owned()
        } else {
            format!("'self' {}", hosts.join(" "))
        };
        Ok(Self { page, ancestors })
    }

    /// The policy for all files except one.
    fn usual(&self) -> String {
        format!("{}; {FRAMING} {}", self.page, self.ancestors)
    }

    /// The policy for `lite.html`. Header and `<meta>` both apply, so the usual header would forbid what its `<meta>`
    /// allows.
    fn lite(&self) -> String {
        format!("{LITE_POLICY}; {FRAMING} {}", self.ancestors)
    }

    fn of(&self, name: &str) -> String {
        if name == files::LITE {
            self.lite()
        } else {
            self.usual()
        }
    }

    /// `_headers` for Netlify and Cloudflare Pages. Each path gets each header from one rule only, because Cloudflare
    /// joins the values of two rules. So the policy is listed for each name, and not in the rule for all.
    pub(super) fn netlify(&self, names: &[String]) -> String {
        let mut rules = vec![
            "/*".to_owned(),
            lines(|name, value| format!("  {name}: {value}")),
            format!(
                "# Where all of this host name is served by HTTPS:\n#  {}: {}",
                HSTS.0, HSTS.1
            ),
        ];
        let mut rule = |path: &str, name: &str, cache: &str| {
            rules.push(format!(
                "/{path}\n  {CSP}: {}\n  Cache-Control: {cache}",
                self.of(name)
            ));
            if files::extension(name) == "wasm" {
                rules.push("  Content-Type: application/wasm".to_owned());
            }
        };
        rule("", files::PAGE, ASK_FIRST);
        for name in names
            .iter()
            .filter(|name| !files::is_compressed(name) && !files::is_for_host(name))
        {
            let cache = if files::is_hashed(name) {
                FOR_EVER
            } else {
                ASK_FIRST
            };
            rule(name, name, cache);
            // Both hosts also serve pages without their extension.
            if let (true, Some(short)) = (name != files::PAGE, name.strip_suffix(".html")) {
                rule(short, name, cache);
            }
        }
        rules.join("\n") + "\n"
    }

    /// `nginx.conf`: lines for the `server` or `location` block whose root is the site.
    ///
    /// The headers are not in a nested block, because `add_header` in one would cancel the operator's own.
    pub(super) fn nginx(&self) -> String {
        let line = |name: &str, value: &str| format!("add_header {name} \"{value}\" always;");
        let headers = lines(line);
        let (policy, lite_policy) = (self.usual(), self.lite());
        let hsts = line(HSTS.0, HSTS.1);
        let lite_page = files::LITE.replace('.', "\\.");
        let types = TYPES
            .map(|(extension, kind)| format!("    {kind} {extension};"))
            .join("\n");
        format!(
        "\
# Which End: include this in the server block, or the location block, whose root holds these files and nothing else.
# Headers of your own must stand in the same block: nginx drops those of the blocks around it.
# Both need a module of nginx of that name; take a line out where the module is missing.
gzip_static on;
brotli_static on;
types {{
{types}
}}
charset utf-8;
index index.html;
set $which_end_policy \"{policy}\";
set $which_end_cache \"{ASK_FIRST}\";
if ($uri ~ \"/{lite_page}$\") {{
    set $which_end_policy \"{lite_policy}\";
}}
if ($uri ~ \"{HASHED}$\") {{
    set $which_end_cache \"{FOR_EVER}\";
}}
{headers}
add_header {CSP} $which_end_policy always;
add_header Cache-Control $which_end_cache always;
# Where all of this host name is served by HTTPS:
# {hsts}
"
    )
    }

    /// `.htaccess` for Apache.
    pub(super) fn apache(&self) -> String {
        let line = |name: &str, value: &str| format!("  Header always set {name} \"{value}\"");
        let headers = lines(line);
        let (policy, lite_policy) = (line(CSP, &self.usual()), line(CSP, &self.lite()));
        let hsts = line(HSTS.0, HSTS.1).trim_start().to_owned();
        let lite_page = files::LITE.replace('.', "\\.");
        let types = TYPES
        .map(|(extension, kind)| {
            format!(
                "<FilesMatch \"\\.{extension}(\\.(br|gz))?$\">\n  ForceType {kind}\n</FilesMatch>"
            )
        })
        .join("\n");
        let twins = [("br", "br"), ("gzip", "gz")]
            .map(|(token, twin)| {
                format!(
                    "  RewriteCond %{{HTTP:Accept-Encoding}} \\b{token}\\b
  RewriteCond %{{REQUEST_FILENAME}}.{twin} -s
  RewriteRule ^(.+)\\.(html|css|js|json|svg|wasm|webmanifest)$ $1.$2.{twin} [L]"
                )
            })
            .join("\n");
        let encodings = [("br", "br"), ("gz", "gzip")]
            .map(|(twin, encoding)| {
                format!(
                    "  <FilesMatch \"\\.{twin}$\">
    Header always set Content-Encoding {encoding}
    Header always append Vary Accept-Encoding
  </FilesMatch>"
                )
            })
            .join("\n");
        format!(
            "\
# Which End. Needs AllowOverride FileInfo Indexes; a part is left out where its module is missing.
DirectoryIndex index.html
AddDefaultCharset utf-8
{types}
<IfModule mod_mime.c>
  RemoveEncoding .br .gz
</IfModule>
<IfModule mod_headers.c>
{headers}
{policy}
  Header always set Cache-Control \"{ASK_FIRST}\"
  # Where all of this host name is served by HTTPS:
  # {hsts}
  <FilesMatch \"^{lite_page}(\\.(br|gz))?$\">
  {lite_policy}
  </FilesMatch>
  <FilesMatch \"{HASHED}(\\.(br|gz))?$\">
    Header always set Cache-Control \"{FOR_EVER}\"
  </FilesMatch>
{encodings}
</IfModule>
<IfModule mod_rewrite.c>
  RewriteEngine On
{twins}
</IfModule>
"
        )
    }
}

/// The policy in a page's `<meta>`.
fn stated(page: &str) -> Option<String> {
    tags(page)
        .into_iter()
        .find(|tag| tag.get("http-equiv") == Some(CSP))
        .and_then(|tag| tag.get("content").map(str::to_owned))
}

fn is_origin(text: &str) -> bool {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| {
        !host.is_empty()
            && host.bytes().all(|byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'*')
            })
    })
}

/// Headers of every file, besides the policy. Foreign pages load the loader across origins, and sandboxed frames load
/// everything across origins. A page with an embedder policy allows only frames that have one themselves.
fn always() -> [(&'static str, &'static str); 8] {
    [
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Origin-Agent-Cluster", "?1"),
        ("Access-Control-Allow-Origin", "*"),
        ("Cross-Origin-Resource-Policy", "cross-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Permissions-Policy", PERMISSIONS),
    ]
}

/// [`always`] formatted as lines.
fn lines(line: impl Fn(&str, &str) -> String) -> String {
    always()
        .iter()
        .map(|(name, value)| line(name, value))
        .collect::<Vec<_>>()
        .join("\n")
}

/// A regular expression for names with a content hash, equivalent to [`files::is_hashed`].
const HASHED: &str = "-[0-9a-f]{8,16}(_bg|_later)?\\.(js|css|wasm)";

/// Extensions and the media types that browsers require.
const TYPES: [(&str, &str); 8] = [
    ("html", "text/html"),
    ("css", "text/css"),
    ("js", "text/javascript"),
    ("json", "application/json"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("wasm", "application/wasm"),
    ("webmanifest", "application/manifest+json"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finish::inline::policy;

    fn anybody() -> Policies {
        for_hosts("").expect("nobody is named")
    }

    fn for_hosts(hosts: &str) -> Result<Policies, SiteError> {
        let page = format!(
            "<meta http-equiv=Content-Security-Policy content=\"{}\">",
            policy("a{}", "go()")
        );
        Policies::new(&page, hosts)
    }

    #[test]
    fn only_the_hosts_that_are_named_may_show_it() {
        let policies = for_hosts("https://acme.example, https://jobs.acme.example:8443")
            .expect("both are origins");
        let line = "frame-ancestors 'self' https://acme.example https://jobs.acme.example:8443";
        for text in [policies.netlify(&[]), policies.apache(), policies.nginx()] {
            assert!(
                text.contains(line) && !text.contains("frame-ancestors *"),
                "{text}"
            );
        }
        assert!(anybody().nginx().contains("frame-ancestors * file:"));
        for wrong in [
            "acme.example",
            "https://",
            "https://a.example/jobs",
            "https://a.example; script-src *",
        ] {
            assert!(for_hosts(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_pages_state_the_policies_that_are_written_here() {
        let pages = [
            (include_str!("../../../../index.html"), POLICY),
            (
                include_str!("../../../../assets/web/owners.html"),
                OWNERS_POLICY,
            ),
        ];
        // The page for browsers without WebAssembly is derived from the first, and `check` compares its policy.
        for (page, policy) in pages {
            assert_eq!(stated(page).as_deref(), Some(policy));
        }
    }

    /// Two policies apply at once, so the header must also allow what the owners' page loads.
    #[test]
    fn the_header_leaves_the_page_for_owners_what_it_needs() {
        let header = anybody().usual();
        let needed = OWNERS_POLICY
            .split("; ")
            .filter(|part| !part.starts_with("trusted-types"));
        for part in needed {
            let (name, values) = part.split_once(' ').unwrap_or((part, ""));
            let allowed = header
                .split("; ")
                .find_map(|other| other.strip_prefix(name)?.strip_prefix(' '))
                .unwrap_or_default();
            for value in values.split(' ') {
                assert!(allowed.split(' ').any(|other| other == value), "{part}");
            }
        }
    }

    #[test]
    fn hashed_files_are_kept_and_the_rest_is_asked_for() {
        let names = [
            "index.html",
            "sw.js",
            "which-end.js",
            "which-end-check.js",
            "owners.html",
            "lite.html",
            "loader-0123456789abcdef.js",
            "inline-0123456789abcdef.js",
            "a-0123456789abcdef.js",
            "a-0123456789abcdef_bg.wasm",
            "sw.js.br",
        ];
        let text = anybody().netlify(&names.map(str::to_owned));
        for name in ["a", "loader", "inline"] {
            assert!(text.contains(&format!(
                "/{name}-0123456789abcdef.js\n  {CSP}: {}\n  Cache-Control: public, max-age=31536000, immutable\n",
                anybody().usual()
            )));
        }
        assert!(text.contains(
            "  Cache-Control: public, max-age=31536000, immutable\n  Content-Type: application/wasm\n"
        ));
        for name in [
            "/",
            "/index.html",
            "/sw.js",
            "/which-end.js",
            "/which-end-check.js",
            "/owners.html",
            "/owners",
        ] {
            let rule = format!(
                "\n{name}\n  {CSP}: {}\n  Cache-Control: no-cache\n",
                anybody().usual()
            );
            assert!(text.contains(&rule), "{name}");
        }
        for name in ["/lite.html", "/lite"] {
            let rule = format!(
                "\n{name}\n  {CSP}: {}\n  Cache-Control: no-cache\n",
                anybody().lite()
            );
            assert!(text.contains(&rule), "{name}");
        }
        let for_all = text.split("\n/").next().expect("a first rule");
        assert!(
            for_all.starts_with("/*\n") && !for_all.contains(CSP),
            "{for_all}"
        );
        assert!(!text.contains(".br"), "hosts find twins by themselves");
    }

    #[test]
    fn all_three_hosts_say_the_same() {
        let names = ["index.html", "lite.html"].map(str::to_owned);
        for text in [
            anybody().netlify(&names),
            anybody().nginx(),
            anybody().apache(),
        ] {
            let (policy, lite_policy) = (anybody().usual(), anybody().lite());
            let policies = [(CSP, policy.as_str()), (CSP, lite_policy.as_str())];
            for (name, value) in always().into_iter().chain(policies) {
                assert!(
                    text.contains(name) && text.contains(value),
                    "{name} in {text}"
                );
            }
            assert!(text.contains(ASK_FIRST));
        }
        assert!(anybody().nginx().contains(FOR_EVER) && anybody().apache().contains(FOR_EVER));
    }
}
