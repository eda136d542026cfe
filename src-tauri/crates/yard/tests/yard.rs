//! Running the program, and what it answered.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub struct Answer {
    pub code: i32,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Answer {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).unwrap()
    }

    /// The output of a run that had nothing to complain of.
    #[track_caller]
    pub fn fine(self) -> Vec<u8> {
        assert_eq!(self.code, 0, "{}", self.stderr);
        self.stdout
    }

    /// What a run said that had to refuse its input.
    #[track_caller]
    pub fn refusal(self) -> String {
        assert_eq!(self.code, 2, "{}", self.stderr);
        assert!(self.stdout.is_empty(), "a refusal prints nothing on stdout");
        self.stderr
    }
}

/// The program in the folder of the cases, uncoloured whatever the terminal of the tests is.
pub fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yard"));
    command.args(args).current_dir(cases());
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(variable);
    }
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

pub fn yard(args: &[&str]) -> Answer {
    answer(command(args).output().unwrap())
}

pub fn yard_reading(args: &[&str], stdin: &[u8]) -> Answer {
    yard_fed(&mut command(args), stdin)
}

pub fn yard_fed(command: &mut Command, stdin: &[u8]) -> Answer {
    let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let output = std::thread::scope(|scope| {
        // A program that has seen enough stops reading: not an error of the test.
        scope.spawn(move || drop(pipe.write_all(stdin)));
        child.wait_with_output().unwrap()
    });
    answer(output)
}

fn answer(output: std::process::Output) -> Answer {
    Answer {
        code: output.status.code().expect("the program was killed"),
        stdout: output.stdout,
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

pub fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/cases/yard")
}
