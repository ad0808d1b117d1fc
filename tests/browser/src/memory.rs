//! Memory of Chromium's processes, as the kernel reports it.

use std::path::Path;

use crate::failure::Failure;

/// Proportional memory (PSS) of the page processes that run from `home`, in KiB.
pub fn of_pages(home: &Path) -> Result<u64, Failure> {
    let home = home.to_string_lossy().into_owned();
    let mut sum = 0;
    for entry in std::fs::read_dir("/proc")?.flatten() {
        let Ok(command) = std::fs::read(entry.path().join("cmdline")) else {
            continue;
        };
        let command = String::from_utf8_lossy(&command);
        if !command.contains("--type=renderer") || !command.contains(&home) {
            continue;
        }
        // A process may end between the two reads.
        let Ok(counted) = std::fs::read_to_string(entry.path().join("smaps_rollup")) else {
            continue;
        };
        let own = counted
            .lines()
            .find_map(|line| line.strip_prefix("Pss:"))
            .and_then(|rest| rest.split_whitespace().next())
            .and_then(|kib| kib.parse::<u64>().ok());
        sum += own.unwrap_or(0);
    }
    Ok(sum)
}
