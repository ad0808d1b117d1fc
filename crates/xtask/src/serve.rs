//! `serve`: builds and serves the page on this machine.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{ExitCode, Stdio};
use std::thread;
use std::time::Duration;

use crate::arguments::ServeOptions;
use crate::error::Error;
use crate::page;
use crate::process::Supervised;
use crate::setup::{self, Needs};
use crate::workspace;

/// Number of ports to try after the requested one.
const PORTS_TO_TRY: u16 = 20;

pub(crate) fn run(options: &ServeOptions) -> Result<ExitCode, Error> {
    let tools = setup::install(Needs::Page)?;
    let port = free_port(options.port)?;
    if port != options.port {
        println!("Port {} is taken, so it will be {port}.", options.port);
    }
    println!(
        "Building the page (a few minutes the first time, seconds after that). It is built again when a file changes."
    );
    let mut trunk = page::trunk(&tools, "serve");
    trunk
        .args(["--address", "127.0.0.1", "--port", &port.to_string()])
        .args(["--open", "false"]);
    // Not into dist/, which belongs to `dist` and which tests and budget use.
    trunk.arg("--dist").arg(workspace::served());
    if options.release {
        trunk.arg("--release");
    }
    let mut running = Supervised::start(&trunk, Stdio::inherit(), Stdio::inherit())
        .map_err(|error| Error::new(format!("trunk could not be started ({error}).")))?;
    let mut announced = false;
    loop {
        if let Some(status) = running.ended().map_err(lost)? {
            return Err(Error::new(format!(
                "trunk ended by itself ({status}); the reason is above."
            )));
        }
        if announced {
            thread::sleep(Duration::from_millis(500));
            continue;
        }
        if answers(port) {
            println!("\nWhich End is at http://127.0.0.1:{port}/   (Ctrl-C ends it)\n");
            announced = true;
        }
        thread::sleep(Duration::from_millis(200));
    }
}

fn lost(error: io::Error) -> Error {
    Error::new(format!("trunk got lost ({error}). Start this again."))
}

fn free_port(wished: u16) -> Result<u16, Error> {
    (wished..=wished.saturating_add(PORTS_TO_TRY))
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .ok_or_else(|| {
            Error::new(format!(
                "Port {wished} and the {PORTS_TO_TRY} after it are taken. Name a free one with `--port N`."
            ))
        })
}

/// Whether the server returns the page itself, not only whether the port is open.
fn answers(port: u16) -> bool {
    let ask = || -> io::Result<bool> {
        let wait = Duration::from_secs(2);
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut stream = TcpStream::connect_timeout(&address, wait)?;
        stream.set_read_timeout(Some(wait))?;
        stream.write_all(
            b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nConnection: close\r\n\r\n",
        )?;
        let mut start = [0; 12];
        stream.read_exact(&mut start)?;
        Ok(start.starts_with(b"HTTP/1.") && start.ends_with(b"200"))
    };
    ask().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_passed_over() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = taken.local_addr().expect("it has an address").port();
        if port < u16::MAX - PORTS_TO_TRY {
            let found = free_port(port).expect("one of the next ports is free");
            assert!(found > port);
        }
    }

    #[test]
    fn only_a_page_counts_as_an_answer() {
        for (reply, expected) in [
            ("HTTP/1.1 200 OK\r\n\r\n", true),
            ("HTTP/1.1 404 Not Found\r\n\r\n", false),
            ("SSH-2.0-something\r\n\r\n", false),
        ] {
            let server = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
            let port = server.local_addr().expect("it has an address").port();
            let guest = thread::spawn(move || {
                let (mut stream, _) = server.accept().expect("someone asks");
                let mut question = [0; 5];
                stream.read_exact(&mut question).expect("a question comes");
                stream
                    .write_all(reply.as_bytes())
                    .expect("the asker listens");
            });
            assert_eq!(answers(port), expected, "{reply}");
            guest.join().expect("the server is done");
        }
    }
}
