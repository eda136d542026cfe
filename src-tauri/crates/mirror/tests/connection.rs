//! How Rechat is reached, and the ticks of a change sheet, over a restart.

use mirror::{Connection, Mirror, SignedIn};

use crate::adler;

#[test]
fn a_connection_and_ticks_are_there_after_a_restart_and_are_no_edit() {
    let (_folder, mut mirror) = adler();
    assert_eq!(mirror.connection().unwrap(), None);
    let revision = mirror.revision().unwrap();
    let mut connection = Connection {
        web: "https://white.example".into(),
        api: "https://api.example".into(),
        client_id: "switchyard".into(),
        signed_in: Some(SignedIn {
            brand: "adler".into(),
            brokerage: "Adler & Associates".into(),
            who: None,
        }),
    };
    mirror.connect(&connection).unwrap();
    mirror.tick_sheet_step("one").unwrap();
    mirror.tick_sheet_step("two").unwrap();
    mirror.tick_sheet_step("two").unwrap();
    let path = mirror.path().to_owned();
    mirror.close().unwrap();

    let mut mirror = Mirror::open(&path).unwrap();
    assert_eq!(mirror.revision().unwrap(), revision);
    assert_eq!(mirror.undo_label().unwrap(), None);
    assert_eq!(mirror.connection().unwrap().as_ref(), Some(&connection));
    mirror.untick_sheet_steps(["one"].into_iter()).unwrap();
    assert_eq!(mirror.sheet_ticks().unwrap(), ["two".to_owned()].into());
    connection.signed_in = None;
    mirror.connect(&connection).unwrap();
    assert_eq!(mirror.connection().unwrap(), Some(connection));
}
