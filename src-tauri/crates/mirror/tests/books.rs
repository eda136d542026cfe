//! Books in and out of a mirror.

use mirror::{Edit, Mirror, Reader, sample};
use routing::Book;
use routing::book::{AccountKind, Action, Fallback, Pool};

use crate::{adler, folder};

fn made_to_measure() -> Vec<Book> {
    [
        (0, 0, 1),
        (0, 3, 2),
        (1, 1, 3),
        (3, 2, 4),
        (10, 200, 1),
        (600, 900, 7),
    ]
    .into_iter()
    .map(|(offices, agents, seed)| {
        sample::generated(sample::Size {
            offices,
            agents,
            seed,
        })
    })
    .collect()
}

#[test]
fn samples_are_sound_books() {
    for book in made_to_measure().into_iter().chain([sample::adler()]) {
        match Book::read(book.write().as_bytes()) {
            Ok(read) => assert_eq!(read, book),
            Err(problems) => panic!("{problems}"),
        }
    }
}

#[test]
fn export_gives_back_the_imported_book_byte_for_byte() {
    for book in made_to_measure().into_iter().chain([sample::adler()]) {
        let (_folder, path) = folder();
        let mut mirror = Mirror::open_or_create(&path).unwrap();
        let applied = mirror.import(&book).unwrap().unwrap();
        assert_eq!(applied.label, format!("Imported {}", book.accounts[0].name));
        assert_eq!(
            Reader::open(&path).unwrap().export().unwrap().write(),
            book.write()
        );
        assert_eq!(
            mirror.import(&book).unwrap(),
            None,
            "the same book again changes nothing"
        );
    }
}

#[test]
fn an_import_replaces_everything_but_the_samples_and_can_be_undone() {
    let (_folder, mut mirror) = adler();
    let before = mirror.export().unwrap();
    let samples = mirror.samples().unwrap();
    let other = sample::generated(sample::Size::default());

    let applied = mirror.import(&other).unwrap().unwrap();
    assert!(applied.touched.people);
    assert!(!applied.touched.samples);
    assert_eq!(
        applied.touched.channels.len(),
        before.channels.len() + other.channels.len()
    );
    assert_eq!(mirror.export().unwrap(), other);
    assert_eq!(mirror.samples().unwrap(), samples);

    mirror.undo().unwrap().unwrap();
    assert_eq!(mirror.export().unwrap(), before);
    mirror.redo().unwrap().unwrap();
    assert_eq!(mirror.export().unwrap(), other);
}

#[test]
fn an_empty_mirror_gets_the_shipped_samples_with_its_first_book() {
    let (_folder, path) = folder();
    let mut mirror = Mirror::open_or_create(&path).unwrap();
    let book = sample::generated(sample::Size::default());
    mirror.import(&book).unwrap().unwrap();
    assert_eq!(mirror.samples().unwrap(), sample::samples(&book));
    mirror.import(&sample::adler()).unwrap().unwrap();
    assert_eq!(mirror.samples().unwrap(), sample::samples(&book));
    mirror.undo().unwrap().unwrap();
    mirror.undo().unwrap().unwrap();
    assert_eq!(mirror.samples().unwrap(), []);
    assert_eq!(mirror.export().unwrap(), Book::default());
}

#[test]
fn an_import_of_a_book_in_another_order_keeps_that_order() {
    let (_folder, mut mirror) = adler();
    let mut book = sample::adler();
    book.accounts.swap(2, 9);
    book.users.reverse();
    book.users[3].accounts.push("uptown".to_owned());
    book.channels.rotate_left(3);
    book.channels[0].rules.reverse();
    let moved = book.channels[6].rules.remove(0);
    book.channels[1].rules.insert(1, moved);
    mirror.import(&book).unwrap().unwrap();
    assert_eq!(mirror.export().unwrap().write(), book.write());
}

#[test]
fn a_book_that_names_what_is_not_there_is_not_imported() {
    let (_folder, mut mirror) = adler();
    let before = mirror.export().unwrap();
    let mut book = sample::generated(sample::Size::default());
    book.users[0].accounts.push("nobody".to_owned());
    mirror.import(&book).unwrap_err();
    assert_eq!(mirror.export().unwrap(), before);
    assert_eq!(mirror.revision().unwrap(), 1);
}

#[test]
fn a_mirror_is_begun_once() {
    let (_folder, mut mirror) = adler();
    assert_eq!(
        mirror.undo().unwrap(),
        None,
        "what it showed first is not undone"
    );
    let error = mirror
        .begin(&sample::generated(sample::Size::default()), &[])
        .unwrap_err();
    assert!(error.to_string().contains("already_begun"), "{error}");
    assert_eq!(mirror.export().unwrap(), sample::adler());
}

#[test]
fn a_reader_sees_a_whole_state_while_the_mirror_is_written() {
    let (_folder, mut mirror) = adler();
    let reader = Reader::open(mirror.path()).unwrap();
    let before = reader.export().unwrap();
    mirror
        .apply(&Edit::DeleteRule {
            rule: "r-luxury".to_owned(),
        })
        .unwrap()
        .unwrap();
    assert_eq!(reader.revision().unwrap(), 2);
    assert_ne!(reader.export().unwrap(), before);
    assert_eq!(reader.channels("adler").unwrap()[1].rules, 5);
}

#[test]
fn people_and_paths_are_found_by_account() {
    let (_folder, mirror) = adler();
    let path: Vec<String> = mirror
        .path_to("moore")
        .unwrap()
        .into_iter()
        .map(|account| account.id)
        .collect();
    assert_eq!(path, ["adler", "uptown", "moore"]);
    let people = mirror.people("moore").unwrap();
    assert_eq!(people.len(), 1);
    assert_eq!(people[0].emails, ["priya.moore@adler.example"]);
    assert_eq!(people[0].accounts, ["moore"]);
    assert_eq!(mirror.account("nobody").unwrap(), None);
    assert!(mirror.path_to("nobody").unwrap().is_empty());
    assert!(mirror.people("nobody").unwrap().is_empty());
}

#[test]
fn the_account_math_of_the_guide_adds_up() {
    let count = |book: &Book, kind| {
        book.accounts
            .iter()
            .filter(|account| account.kind == kind)
            .count()
    };
    for (book, offices, agents) in [
        (sample::adler(), 2, 10),
        (sample::generated(sample::Size::default()), 10, 200),
    ] {
        assert_eq!(count(&book, AccountKind::Brokerage), 1);
        assert_eq!(count(&book, AccountKind::Office), offices);
        assert_eq!(count(&book, AccountKind::Agent), agents);
        assert_eq!(book.accounts.len(), 1 + offices + agents);
    }
}

#[test]
fn every_sample_has_rules_of_all_types_on_the_brokerage_and_on_its_offices() {
    for book in made_to_measure()
        .into_iter()
        .skip(4)
        .chain([sample::adler()])
    {
        let staffed = |id: &str| {
            book.accounts
                .iter()
                .any(|account| account.parent.as_deref() == Some(id) && account.active)
        };
        for account in book
            .accounts
            .iter()
            .filter(|account| account.kind != AccountKind::Agent && staffed(&account.id))
        {
            let channels: Vec<_> = book
                .channels
                .iter()
                .filter(|channel| channel.account == account.id)
                .collect();
            assert!(channels.len() >= 2, "{}", account.id);
            assert_eq!(
                channels.iter().filter(|channel| channel.is_default).count(),
                1
            );
            let mut types: Vec<&str> = channels
                .iter()
                .flat_map(|channel| &channel.rules)
                .map(|rule| type_of(&rule.then))
                .collect();
            types.sort_unstable();
            types.dedup();
            assert_eq!(
                types,
                [
                    "custom",
                    "first to claim",
                    "round robin of a pool",
                    "round robin of all",
                    "specific agent"
                ],
                "{}",
                account.id
            );
        }
        for fallback in ["inbox", "specific agent", "round robin"] {
            assert!(
                book.channels
                    .iter()
                    .any(|channel| fallback == fallback_of(&channel.fallback)),
                "{fallback}"
            );
        }
    }
}

fn type_of(action: &Action) -> &'static str {
    match action {
        Action::SpecificAgent { .. } => "specific agent",
        Action::RoundRobin { pool: Pool::All } => "round robin of all",
        Action::RoundRobin { .. } => "round robin of a pool",
        Action::FirstToClaim { .. } => "first to claim",
        Action::Custom { .. } => "custom",
    }
}

fn fallback_of(fallback: &Fallback) -> &'static str {
    match fallback {
        Fallback::Inbox => "inbox",
        Fallback::SpecificAgent { .. } => "specific agent",
        Fallback::RoundRobin { .. } => "round robin",
    }
}

#[test]
fn a_seed_means_the_same_book_for_ever() {
    let size = sample::Size {
        offices: 3,
        agents: 12,
        seed: 42,
    };
    let book = sample::generated(size);
    assert_eq!(book, sample::generated(size));
    assert_ne!(book, sample::generated(sample::Size { seed: 43, ..size }));
    // A literal, so that a change to the generator is noticed.
    let names: Vec<&str> = book.accounts.iter().map(|account| &*account.name).collect();
    assert_eq!(
        names[..4],
        [
            "Lone Star Residential",
            "Downtown Office",
            "Kenji Parker",
            "Beatriz Lewis"
        ]
    );
}

#[test]
fn nobody_in_a_generated_brokerage_shares_an_address() {
    let book = sample::generated(sample::Size {
        offices: 20,
        agents: 20_000,
        seed: 5,
    });
    let distinct = |values: Vec<&String>| {
        let all = values.len();
        let mut values = values;
        values.sort_unstable();
        values.dedup();
        assert_eq!(values.len(), all);
    };
    distinct(book.users.iter().flat_map(|user| &user.emails).collect());
    distinct(book.users.iter().flat_map(|user| &user.phones).collect());
    distinct(
        book.users
            .iter()
            .flat_map(|user| &user.mls)
            .map(|mls| &mls.id)
            .collect(),
    );
}
