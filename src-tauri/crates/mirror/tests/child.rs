//! The test binary as another process: `run` does nothing unless a test started it for that.

use std::path::Path;
use std::process::{Command, Stdio};

const TASK: &str = "MIRROR_TEST_TASK";
const FILE: &str = "MIRROR_TEST_FILE";

/// This binary, about to do `task` with the mirror at `path`.
pub fn process(binary: &Path, task: &str, path: &Path) -> Command {
    let mut process = Command::new(binary);
    process
        .args(["--exact", "child::run", "--nocapture", "--test-threads=1"])
        .env(TASK, task)
        .env(FILE, path)
        .stdout(Stdio::piped());
    process
}

#[test]
fn run() {
    let (Ok(task), Some(file)) = (std::env::var(TASK), std::env::var_os(FILE)) else {
        return;
    };
    let path = Path::new(&file);
    match &*task {
        "open" => match mirror::Mirror::open_or_create(path) {
            Ok(_) => println!("outcome: opened"),
            Err(error) => println!("outcome: {error}"),
        },
        "hold" => {
            let _held = mirror::Mirror::open(path).unwrap();
            println!("outcome: holding");
            std::io::stdin().read_line(&mut String::new()).unwrap();
        }
        "edit" => crate::kill::edit_until_killed(path),
        other => panic!("no task {other:?}"),
    }
}
