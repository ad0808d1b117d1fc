//! As much of HTTP/1.1 as a static host needs: one request per connection, and complete responses.

use std::fmt::Write as _;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// Longest accepted request, in bytes. Browsers stay far below it.
const LONGEST: u64 = 256 * 1024;

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// `GET`, `HEAD` or `POST`.
    pub method: String,
    /// Path and query, as sent.
    pub target: String,
    /// The host name that the browser sent.
    pub host: String,
    /// The request body.
    pub body: String,
}

impl Asked {
    /// The path without the query.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }
}

/// A response.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: &'static str,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn new(status: &'static str, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![("Content-Type".into(), media_type.into())],
            body: body.into(),
        }
    }
}

/// Reads one request. `None` if the connection has none.
pub(crate) async fn read(stream: &mut TcpStream) -> Option<Asked> {
    let mut reader = BufReader::new(stream).take(LONGEST);
    let mut line = String::new();
    reader.read_line(&mut line).await.ok()?;
    let mut first = line.split_whitespace();
    let (method, target) = (first.next()?.to_owned(), first.next()?.to_owned());
    let (mut host, mut length) = (String::new(), 0_usize);
    loop {
        line.clear();
        reader.read_line(&mut line).await.ok()?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "host" => value.trim().clone_into(&mut host),
            "content-length" => length = value.trim().parse().ok()?,
            _ => {}
        }
    }
    let mut body = Vec::new();
    reader
        .take(length as u64)
        .read_to_end(&mut body)
        .await
        .ok()?;
    Some(Asked {
        method,
        target,
        host,
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}

/// Sends the first `length` bytes of `answer`'s body with a header that announces all of it, and closes the connection.
pub(crate) async fn send(
    stream: &mut TcpStream,
    answer: &Answer,
    length: usize,
) -> std::io::Result<()> {
    let mut head = format!(
        "HTTP/1.1 {}\r\nContent-Length: {}\r\nConnection: close\r\n",
        answer.status,
        answer.body.len()
    );
    for (name, value) in &answer.headers {
        // Writing to a string cannot fail.
        let _ = write!(head, "{name}: {value}\r\n");
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(&answer.body[..length]).await?;
    stream.shutdown().await
}

/// The media type that a static host sends for this file name.
pub(crate) fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
