//! Colours are for terminals, and for those who do not say no.

use crate::yard::command;

const ESCAPE: u8 = 0x1b;

fn is_coloured(variables: &[(&str, &str)], args: &[&str]) -> (bool, bool) {
    let mut command = command(args);
    command.envs(variables.iter().copied());
    let output = command.output().unwrap();
    (
        output.stdout.contains(&ESCAPE),
        output.stderr.contains(&ESCAPE),
    )
}

const TRACE: &[&str] = &["simulate", "--book", "book.json", "luxury.json"];
const REFUSAL: &[&str] = &["simulate", "--book", "bad-book.json", "luxury.json"];
const HELP: &[&str] = &["simulate", "--help"];

#[test]
fn pipes_get_no_colours() {
    for args in [TRACE, REFUSAL, HELP] {
        assert_eq!(is_coloured(&[], args), (false, false), "{args:?}");
    }
}

#[test]
fn colours_can_be_forced_into_a_pipe() {
    let forced = [("CLICOLOR_FORCE", "1")];
    assert_eq!(is_coloured(&forced, TRACE), (true, false));
    assert_eq!(is_coloured(&forced, REFUSAL), (false, true));
}

#[test]
fn no_color_wins() {
    let variables = [("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")];
    for args in [TRACE, REFUSAL, HELP] {
        assert_eq!(is_coloured(&variables, args), (false, false), "{args:?}");
    }
}

#[test]
fn results_for_programs_are_never_coloured() {
    let forced = [("CLICOLOR_FORCE", "1")];
    let json = ["simulate", "--book", "book.json", "--json", "luxury.json"];
    assert_eq!(is_coloured(&forced, &json), (false, false));
    let replay = ["replay", "--book", "book.json", "--leads", "leads.ndjson"];
    assert_eq!(
        is_coloured(&forced, &replay),
        (false, true),
        "only the summary is for people"
    );
}
