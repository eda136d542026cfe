use std::fs;
use std::path::Path;

use specta_typescript::Typescript;

/// The committed TypeScript is what the commands say today; run once more after a change, the
/// test has written it.
#[test]
fn bindings_are_up_to_date() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/ipc/bindings.ts");
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
