//! Child processes that end with this process, even if it is killed.
//!
//! A child that outlives `cargo xtask` would keep a port, a browser or a lock. A killed process cannot clean up, so a
//! small shell starts each child in a process group of its own. The shell kills that group as soon as its standard
//! input is closed, whose other end this process holds.

use std::io::{self, BufRead, BufReader};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// Terminates the group, then kills it. Also kills what the program left running when it ended by itself.
#[cfg(unix)]
const SUPERVISOR: &str = r#"
exec 3<&0 </dev/null
"$@" 3<&- &
child=$!
(trap '' TERM; cat <&3; kill -TERM 0; sleep 2; kill -KILL 0) >/dev/null 2>&1 &
watch=$!
exec 3<&-
wait "$child"
code=$?
kill -KILL "$watch" 2>/dev/null
trap '' TERM
kill -TERM 0
exit "$code"
"#;

/// A running program, with the pipe that keeps it alive.
pub(crate) struct Supervised {
    child: Child,
    stdin: Option<ChildStdin>,
}

impl Supervised {
    pub(crate) fn start(command: &Command, output: Stdio, errors: Stdio) -> io::Result<Self> {
        let mut command = supervised_command(command);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(output)
            .stderr(errors)
            .spawn()?;
        // Waiting would close the child's standard input, and that would end the child.
        let stdin = child.stdin.take();
        Ok(Self { child, stdin })
    }

    /// A program that may continue after this process ends.
    pub(crate) fn unsupervised(child: Child) -> Self {
        Self { child, stdin: None }
    }

    pub(crate) fn ended(&mut self) -> io::Result<Option<ExitStatus>> {
        self.child.try_wait()
    }

    pub(crate) fn wait(&mut self) -> io::Result<ExitStatus> {
        self.child.wait()
    }

    /// Ends the program and everything it started.
    pub(crate) fn end(mut self) {
        drop(self.stdin.take());
        if !cfg!(unix) {
            // Without process groups, only the program itself can be killed. An error means that it has ended already.
            self.child.kill().ok();
        }
        self.child.wait().ok();
    }
}

#[cfg(unix)]
fn supervised_command(command: &Command) -> Command {
    use std::os::unix::process::CommandExt;
    let mut shell = Command::new("sh");
    shell
        .args(["-c", SUPERVISOR, "tether"])
        .arg(command.get_program())
        .args(command.get_args())
        .process_group(0);
    copy_surroundings(command, &mut shell);
    shell
}

#[cfg(not(unix))]
fn supervised_command(command: &Command) -> Command {
    let mut plain = Command::new(command.get_program());
    plain.args(command.get_args());
    copy_surroundings(command, &mut plain);
    plain
}

fn copy_surroundings(from: &Command, to: &mut Command) {
    for (name, value) in from.get_envs() {
        match value {
            Some(value) => to.env(name, value),
            None => to.env_remove(name),
        };
    }
    if let Some(folder) = from.get_current_dir() {
        to.current_dir(folder);
    }
}

/// How a watched program ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Success,
    Failure,
    /// It exceeded its time limit and was killed.
    OutOfTime,
}

/// Runs a program, prints its output, and passes each line of its standard output to `each_line` as well.
pub(crate) fn watch(
    command: &Command,
    limit: Duration,
    mut each_line: impl FnMut(&str),
) -> io::Result<Ending> {
    let start = Instant::now();
    let mut running = Supervised::start(command, Stdio::piped(), Stdio::inherit())?;
    let (sender, lines) = mpsc::channel();
    if let Some(output) = running.child.stdout.take() {
        thread::spawn(move || {
            let mut reader = BufReader::new(output);
            let mut line = Vec::new();
            while matches!(reader.read_until(b'\n', &mut line), Ok(1..)) {
                let text = String::from_utf8_lossy(&line).trim_end().to_owned();
                if sender.send(text).is_err() {
                    break;
                }
                line.clear();
            }
        });
    }
    let mut show = |line: String| {
        println!("{line}");
        each_line(&line);
    };
    let status = loop {
        match lines.recv_timeout(Duration::from_millis(100)) {
            Ok(line) => show(line),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break running.wait()?,
        }
        if let Some(status) = running.ended()? {
            break status;
        }
        if start.elapsed() > limit {
            running.end();
            return Ok(Ending::OutOfTime);
        }
    };
    // A process that the program left running may hold the pipe open forever, so read only what is already in it.
    while let Ok(line) = lines.recv_timeout(Duration::from_millis(500)) {
        show(line);
    }
    Ok(if status.success() {
        Ending::Success
    } else {
        Ending::Failure
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    const LONG: Duration = Duration::from_mins(1);

    #[test]
    fn lines_and_ending_come_through() {
        let mut lines = Vec::new();
        let ending = watch(&shell("echo one; echo two; exit 3"), LONG, |line| {
            lines.push(line.to_owned());
        })
        .expect("sh runs");
        assert_eq!(ending, Ending::Failure);
        assert_eq!(lines, ["one", "two"]);
        assert_eq!(
            watch(&shell("exit 0"), LONG, |_| {}).expect("sh runs"),
            Ending::Success
        );
    }

    #[test]
    fn a_program_that_hangs_is_ended_with_its_children() {
        let start = Instant::now();
        let mut child = String::new();
        let ending = watch(
            &shell("sleep 600 & echo $!; wait"),
            Duration::from_millis(400),
            |line| line.clone_into(&mut child),
        )
        .expect("sh runs");
        assert_eq!(ending, Ending::OutOfTime);
        assert!(start.elapsed() < LONG);
        assert_gone(&child);
    }

    #[test]
    fn what_a_program_leaves_behind_is_swept() {
        let mut child = String::new();
        watch(&shell("sleep 600 >/dev/null & echo $!"), LONG, |line| {
            line.clone_into(&mut child);
        })
        .expect("sh runs");
        assert_gone(&child);
    }

    fn assert_gone(process: &str) {
        for _ in 0..100 {
            let alive = shell(&format!("kill -0 {process} 2>/dev/null"))
                .status()
                .expect("sh runs");
            if !alive.success() {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        panic!("process {process} is still running");
    }
}
