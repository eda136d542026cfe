//! Key stores: the mock of the crate, and a real Secret Service.

use std::process::{Command, Stdio};

use remote::{Keyring, Secret, StoreError, TokenStore, Tokens};

fn tokens(text: &str) -> Tokens {
    Tokens {
        access: Secret::new(text),
        refresh: Some(Secret::new(format!("{text}-refresh"))),
        expires_at: None,
        brand: Some("adler".into()),
        client_secret: None,
    }
}

fn keeps_and_forgets(store: &Keyring) {
    let api = "https://api.rechat.example";
    assert_eq!(store.load(api).unwrap(), None);
    store.forget(api).unwrap();
    store.save(api, &tokens("first")).unwrap();
    store
        .save("https://other.example", &tokens("other"))
        .unwrap();
    store.save(api, &tokens("second")).unwrap();
    assert_eq!(store.load(api).unwrap(), Some(tokens("second")));
    store.forget(api).unwrap();
    assert_eq!(store.load(api).unwrap(), None);
    assert_eq!(
        store.load("https://other.example").unwrap(),
        Some(tokens("other"))
    );
}

#[test]
fn tokens_are_kept_by_host_and_forgotten() {
    let store = keyring_core::mock::Store::new().unwrap();
    keeps_and_forgets(&Keyring::over(store));
}

/// In the child, with a bus of its own.
#[test]
fn in_a_session_of_its_own() {
    if std::env::var_os("REMOTE_TEST_SECRET_SERVICE").is_some() {
        keeps_and_forgets(&Keyring::of_this_system().unwrap());
        println!("kept and forgotten");
    }
}

/// Needs gnome-keyring and dbus.
#[test]
fn a_real_secret_service_keeps_tokens() {
    let home = std::env::temp_dir().join(format!("switchyard-keys-{}", std::process::id()));
    std::fs::create_dir_all(&home).unwrap();
    let script = "printf 'a password' | gnome-keyring-daemon --unlock --components=secrets >/dev/null \
                  && exec \"$0\" --exact keys::in_a_session_of_its_own --nocapture --test-threads=1";
    let output = Command::new("dbus-run-session")
        .args(["--", "sh", "-c", script])
        .arg(std::env::current_exe().unwrap())
        .env("HOME", &home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_RUNTIME_DIR", &home)
        .env("REMOTE_TEST_SECRET_SERVICE", "1")
        .stdin(Stdio::null())
        .output()
        .expect("dbus-run-session of the package dbus");
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("kept and forgotten"), "{said}\n{errors}");
    let _ = std::fs::remove_dir_all(&home);
}

#[test]
fn where_no_key_store_answers_it_is_said() {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "keys::without_a_bus", "--nocapture"])
        .env("REMOTE_TEST_NO_BUS", "1")
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("no key store answers"), "{said}");
}

#[test]
fn without_a_bus() {
    if std::env::var_os("REMOTE_TEST_NO_BUS").is_some() {
        match Keyring::of_this_system() {
            Err(error @ StoreError::Missing(_)) => println!("{error}"),
            Err(error) => panic!("{error}"),
            Ok(_) => panic!("there is no bus"),
        }
    }
}
