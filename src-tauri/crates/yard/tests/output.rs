//! Where results go, and what is left behind when they cannot.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use crate::yard::{command, yard, yard_reading};

fn replay_to(out: &Path) -> Vec<String> {
    [
        "replay",
        "--book",
        "book.json",
        "--leads",
        "leads.ndjson",
        "--out",
    ]
    .into_iter()
    .map(str::to_owned)
    .chain([out.to_str().unwrap().to_owned()])
    .collect()
}

fn run(args: &[String]) -> crate::yard::Answer {
    yard(&args.iter().map(String::as_str).collect::<Vec<_>>())
}

fn names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

#[test]
fn results_go_to_a_file_instead() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("results.ndjson");
    fs::write(&out, "of yesterday").unwrap();
    assert!(run(&replay_to(&out)).fine().is_empty());
    let printed = yard(&["replay", "--book", "book.json", "--leads", "leads.ndjson"]).fine();
    assert_eq!(fs::read(&out).unwrap(), printed);
    assert_eq!(names(folder.path()), ["results.ndjson"]);
}

#[cfg(unix)]
#[test]
fn a_new_file_has_ordinary_permissions_and_a_link_stays_a_link() {
    use std::os::unix::fs::{MetadataExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let (plain, out, link) = (
        folder.path().join("plain"),
        folder.path().join("out"),
        folder.path().join("link"),
    );
    fs::write(&plain, "").unwrap();
    run(&replay_to(&out)).fine();
    assert_eq!(
        fs::metadata(&out).unwrap().mode(),
        fs::metadata(&plain).unwrap().mode()
    );
    symlink(&plain, &link).unwrap();
    run(&replay_to(&link)).fine();
    assert!(link.is_symlink());
    assert_eq!(fs::read(&plain).unwrap(), fs::read(&out).unwrap());
}

#[test]
fn a_refused_run_leaves_the_file_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("results.ndjson");
    fs::write(&out, "of yesterday").unwrap();
    let out_text = out.to_str().unwrap();
    yard(&[
        "replay",
        "--book",
        "book.json",
        "--leads",
        "bad-leads.ndjson",
        "--out",
        out_text,
    ])
    .refusal();
    assert_eq!(fs::read_to_string(&out).unwrap(), "of yesterday");
    assert_eq!(names(folder.path()), ["results.ndjson"]);
}

#[test]
fn a_run_killed_halfway_leaves_the_file_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("results.ndjson");
    fs::write(&out, "of yesterday").unwrap();
    let mut lines = String::new();
    for number in 0..50_000 {
        lines += &format!(
            "{{\"id\":\"{number}\",\"channel\":\"90ddf00d-letter-secret\",\"captured_at\":\"2026-11-24T09:00:00Z\",\"payload\":{{}}}}\n"
        );
    }
    let leads = folder.path().join("leads.ndjson");
    fs::write(&leads, lines).unwrap();
    let args = [
        "replay",
        "--book",
        "book.json",
        "--leads",
        leads.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ];
    let mut child = command(&args).stderr(Stdio::null()).spawn().unwrap();
    // The run has begun to write once its file stands beside the old one.
    while names(folder.path()).len() == 2 && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(fs::read_to_string(&out).unwrap(), "of yesterday");
}

#[test]
fn an_input_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let leads = folder.path().join("leads.ndjson");
    fs::copy(crate::yard::cases().join("leads.ndjson"), &leads).unwrap();
    let before = fs::read(&leads).unwrap();
    let leads_text = leads.to_str().unwrap();
    let said = yard(&[
        "replay",
        "--book",
        "book.json",
        "--leads",
        leads_text,
        "--out",
        leads_text,
    ])
    .refusal();
    assert!(said.contains("also an input"), "{said}");
    assert_eq!(fs::read(&leads).unwrap(), before);
}

#[test]
fn a_file_that_cannot_be_made_is_refused_before_the_run() {
    let folder = tempfile::tempdir().unwrap();
    let said = run(&replay_to(&folder.path().join("no/such/folder"))).refusal();
    assert!(said.contains("its folder does not exist"), "{said}");
    let said = run(&replay_to(folder.path())).refusal();
    assert!(said.contains("this is a folder"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_device_is_written_and_not_replaced() {
    run(&replay_to(Path::new("/dev/null"))).fine();
    use std::os::unix::fs::FileTypeExt;
    assert!(
        fs::metadata("/dev/null")
            .unwrap()
            .file_type()
            .is_char_device()
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_not_the_inputs_fault() {
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = command(&["simulate", "--book", "book.json", "--json", "luxury.json"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .starts_with("yard: cannot write: ")
    );
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let sample = yard(&["sample", "--offices", "20", "--agents", "3000"]).fine();
    assert!(sample.len() > 1 << 20, "more than a pipe holds");
    let mut child = command(&["sample", "--offices", "20", "--agents", "3000"])
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (
            output.status.code(),
            String::from_utf8(output.stderr).unwrap()
        ),
        (Some(0), String::new())
    );
}

#[test]
fn every_input_may_come_from_stdin() {
    let read = |file: &str| fs::read(crate::yard::cases().join(file)).unwrap();
    let printed = yard(&[
        "simulate",
        "--book",
        "book.json",
        "--state",
        "state.json",
        "luxury.json",
    ])
    .fine();
    for (args, file) in [
        (
            [
                "simulate",
                "--book",
                "-",
                "--state",
                "state.json",
                "luxury.json",
            ],
            "book.json",
        ),
        (
            [
                "simulate",
                "--book",
                "book.json",
                "--state",
                "-",
                "luxury.json",
            ],
            "state.json",
        ),
        (
            [
                "simulate",
                "--book",
                "book.json",
                "--state",
                "state.json",
                "-",
            ],
            "luxury.json",
        ),
    ] {
        assert_eq!(yard_reading(&args, &read(file)).fine(), printed, "{args:?}");
    }
}
