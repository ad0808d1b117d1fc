//! Child processes of the suite, and how they are ended reliably.
//!
//! A browser is a tree of processes, and some leave their parent's process group. So each program gets a unique mark in
//! its environment, which its children inherit. Ending it kills the group and every process with the mark. Only
//! processes started here can have it.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::failure::Failure;

const MARK: &str = "WHICH_END_BROWSER_RUN";

/// Longest wait for a program to exit on request.
const LONGEST_END: Duration = Duration::from_secs(10);

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A running program. Dropping it ends it and all its children.
#[derive(Debug)]
pub struct Started {
    child: Child,
    mark: String,
}

impl Started {
    /// Starts `program` with `arguments` in its own process group, silent unless `WHICH_END_LOUD` is set.
    pub fn start<A: AsRef<OsStr>>(
        program: &OsStr,
        arguments: &[A],
        environment: &[(String, String)],
        output: Stdio,
    ) -> Result<Self, Failure> {
        let mark = format!(
            "{}-{}.",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let errors = if std::env::var_os("WHICH_END_LOUD").is_some() {
            Stdio::inherit()
        } else {
            Stdio::null()
        };
        let child = Command::new(program)
            .args(arguments)
            .envs(environment.iter().map(|(key, value)| (key, value)))
            .env(MARK, &mark)
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors)
            .process_group(0)
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| {
                Failure::new(format!(
                    "{} did not start: {error}",
                    program.to_string_lossy()
                ))
            })?;
        Ok(Self { child, mark })
    }

    /// The program's standard output, if it was piped and not taken yet.
    pub fn output(&mut self) -> Option<tokio::process::ChildStdout> {
        self.child.stdout.take()
    }

    /// Asks the program to exit and waits. Kills it after a timeout.
    pub async fn ask_to_end(&mut self) -> Result<(), Failure> {
        if let Some(id) = self.child.id().and_then(pid) {
            // An error means that it has exited already.
            let _ = kill_process(id, Signal::TERM);
            if timeout(LONGEST_END, self.child.wait()).await.is_err() {
                self.child.kill().await?;
            }
        }
        Ok(())
    }

    /// The exit status, if it has exited.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        if let Some(group) = self.child.id().and_then(pid) {
            // An error means that the group has exited already.
            let _ = kill_process_group(group, Signal::KILL);
        }
        end_marked(&self.mark);
    }
}

/// Ends all running programs of this run of the suite, and removes their files.
pub fn end_all() {
    end_marked(&format!("{}-", std::process::id()));
    // Without a browser there is nothing to remove.
    let _ = std::fs::remove_dir_all(run_folder());
}

/// The folder for all files that the browsers of this run write.
pub(crate) fn run_folder() -> PathBuf {
    std::env::temp_dir().join(format!("which-end-browser-{}", std::process::id()))
}

/// On Ctrl-C or SIGTERM: ends all programs started here, then the suite.
pub async fn end_all_on_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) = (
        signal(SignalKind::interrupt()),
        signal(SignalKind::terminate()),
    ) else {
        return;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    end_all();
    std::process::exit(130);
}

fn pid(id: u32) -> Option<Pid> {
    Pid::from_raw(i32::try_from(id).ok()?)
}

/// Kills every process whose mark begins with `mark`. Without `/proc` (not Linux), killing the group must suffice.
fn end_marked(mark: &str) {
    let wanted = format!("{MARK}={mark}");
    let Ok(processes) = std::fs::read_dir("/proc") else {
        return;
    };
    for process in processes.flatten() {
        let Some(id) = process
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok())
            .and_then(pid)
        else {
            continue;
        };
        let Ok(environment) = std::fs::read(process.path().join("environ")) else {
            continue;
        };
        if environment
            .split(|byte| *byte == 0)
            .any(|entry| entry.starts_with(wanted.as_bytes()))
        {
            // It may have exited meanwhile.
            let _ = kill_process(id, Signal::KILL);
        }
    }
}
