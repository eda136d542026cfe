use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use specta_typescript::Typescript;

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The committed TypeScript is what the commands say today; run once more after a change, the
/// test has written it.
#[test]
fn bindings_are_up_to_date() {
    let file = repository("ui/src/ipc/bindings.ts");
    let before = fs::read_to_string(&file).unwrap_or_default();
    switchyard_app::commands::typed()
        .export(Typescript::default(), &file)
        .unwrap();
    assert!(
        before == fs::read_to_string(&file).unwrap(),
        "{} was out of date and is written anew",
        file.display()
    );
}

/// A command that no permission names is closed to the window; one that is gone stays granted to
/// whatever takes its name.
#[test]
fn permissions_name_exactly_the_commands_there_are() {
    let bindings = fs::read_to_string(repository("ui/src/ipc/bindings.ts")).unwrap();
    let calls = bindings
        .lines()
        .filter(|line| line.contains("__TAURI_INVOKE"));
    let typed = calls.filter_map(|line| line.split("(\"").nth(1)?.split('"').next());
    let commands: BTreeSet<&str> = typed.chain(["search", "tree"]).collect();

    let texts = ["read", "rechat", "write"].map(|name| {
        fs::read_to_string(repository(&format!("src-tauri/permissions/{name}.toml"))).unwrap()
    });
    let lists = texts
        .iter()
        .map(|text| text.split("commands.allow").nth(1).unwrap());
    let granted: Vec<&str> = lists
        .flat_map(|list| list.split('"').skip(1).step_by(2))
        .collect();
    assert_eq!(granted.iter().copied().collect::<BTreeSet<_>>(), commands);
    assert_eq!(granted.len(), commands.len(), "none is granted twice");
}
