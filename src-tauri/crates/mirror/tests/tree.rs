//! The tree as the window reads it, and finding in it.

use chrono::NaiveDate;
use mirror::{Edit, Mirror, Tree, sample};
use routing::Book;
use routing::book::{Account, AccountKind, User};
use routing::fold::fold;

use crate::{adler, folder};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn adler_reads_as_the_guide_draws_it() {
    let (_folder, mirror) = adler();
    let tree = mirror.tree(day("2026-12-24")).unwrap();
    let lines: Vec<String> = (0..tree.len())
        .map(|row| {
            format!(
                "{} {} agents={} channels={}{}",
                match tree.parents[row] {
                    Tree::NO_PARENT => "-".to_owned(),
                    parent => parent.to_string(),
                },
                tree.names.get(row).unwrap(),
                tree.agents[row],
                tree.channels[row],
                if tree.away[row] { " away" } else { "" },
            )
        })
        .collect();
    assert_eq!(
        lines,
        [
            "- Adler & Associates agents=10 channels=4",
            "0 Downtown Office agents=5 channels=2",
            "1 Agent Brown agents=1 channels=0",
            "1 Agent Davis agents=1 channels=0",
            "1 Agent Johnson agents=1 channels=0",
            "1 Agent Smith agents=1 channels=0",
            "1 Agent Williams agents=1 channels=0 away",
            "0 Uptown Office agents=5 channels=2",
            "7 Agent Anderson agents=1 channels=0",
            "7 Agent Miller agents=1 channels=0",
            "7 Agent Moore agents=1 channels=0",
            "7 Agent Taylor agents=1 channels=0",
            "7 Agent Wilson agents=1 channels=0",
        ]
    );
    assert_eq!(tree.revision, 1);
    assert_eq!(tree.ids.iter().nth(6), Some("williams"));
    assert_eq!(tree.ids.get(13), None);
    for (today, away) in [
        ("2026-12-23", 0),
        ("2026-12-24", 1),
        ("2026-12-31", 1),
        ("2027-01-01", 0),
    ] {
        let tree = mirror.tree(day(today)).unwrap();
        assert_eq!(
            tree.away.iter().filter(|away| **away).count(),
            away,
            "{today}"
        );
    }
}

/// The same tree the slow way, straight from routing.md: depth first, siblings by folded name,
/// then id.
fn by_hand<'a>(book: &'a Book, parent: Option<&str>, out: &mut Vec<&'a Account>) {
    let mut siblings: Vec<&Account> = book
        .accounts
        .iter()
        .filter(|a| a.parent.as_deref() == parent)
        .collect();
    siblings.sort_by_key(|account| (fold(&account.name).into_owned(), account.id.clone()));
    for account in siblings {
        out.push(account);
        by_hand(book, Some(&account.id), out);
    }
}

fn account(id: &str, kind: AccountKind, name: &str, parent: Option<&str>) -> Account {
    Account {
        id: id.to_owned(),
        kind,
        name: name.to_owned(),
        parent: parent.map(str::to_owned),
        active: true,
        away: Vec::new(),
        daily_cap: None,
    }
}

#[test]
fn any_tree_is_in_depth_first_order_by_folded_name() {
    let mut deep = Book::default();
    deep.accounts
        .push(account("z", AccountKind::Agent, "zoë", Some("team")));
    deep.accounts
        .push(account("y", AccountKind::Agent, "Zoé", Some("team")));
    deep.accounts
        .push(account("x", AccountKind::Agent, "ZOE\u{301}", Some("team")));
    deep.accounts
        .push(account("w", AccountKind::Agent, " zo e", Some("team")));
    deep.accounts.push(account(
        "prefix-one",
        AccountKind::Agent,
        "Alexandra B",
        Some("team"),
    ));
    deep.accounts.push(account(
        "prefix-two",
        AccountKind::Agent,
        "Alexandra A",
        Some("team"),
    ));
    deep.accounts.push(account(
        "prefix-three",
        AccountKind::Agent,
        "Alexandr",
        Some("team"),
    ));
    deep.accounts
        .push(account("team", AccountKind::Team, "Team", Some("office")));
    deep.accounts.push(account(
        "office",
        AccountKind::Office,
        "Ångström",
        Some("region"),
    ));
    deep.accounts.push(account(
        "lonely",
        AccountKind::Office,
        "angstrom",
        Some("region"),
    ));
    deep.accounts.push(account(
        "region",
        AccountKind::Region,
        "Region",
        Some("root"),
    ));
    deep.accounts
        .push(account("root", AccountKind::Other, "", None));
    let mut books = vec![deep, Book::default()];
    books.extend(
        [(3, 0, 1), (0, 40, 2), (30, 1_500, 3)].map(|(offices, agents, seed)| {
            sample::generated(sample::Size {
                offices,
                agents,
                seed,
            })
        }),
    );
    for book in books {
        let (_folder, path) = folder();
        let mut mirror = Mirror::open_or_create(&path).unwrap();
        mirror.import(&book).unwrap();
        let tree = mirror.tree(day("2026-11-24")).unwrap();
        let mut expected = Vec::new();
        by_hand(&book, None, &mut expected);
        assert_eq!(
            tree.ids.iter().collect::<Vec<_>>(),
            expected.iter().map(|a| &*a.id).collect::<Vec<_>>()
        );
        for (row, account) in expected.iter().enumerate() {
            assert_eq!(tree.names.get(row).unwrap(), account.name);
            assert_eq!(tree.kinds[row], account.kind);
            assert_eq!(tree.active[row], account.active);
            let parent = tree.ids.get(tree.parents[row] as usize);
            assert_eq!(parent, account.parent.as_deref());
            let mut below = Vec::new();
            by_hand(&book, Some(&account.id), &mut below);
            let agents = below
                .iter()
                .chain([account])
                .filter(|a| a.kind == AccountKind::Agent)
                .count();
            assert_eq!(tree.agents[row] as usize, agents);
            let channels = book
                .channels
                .iter()
                .filter(|channel| channel.account == account.id)
                .count();
            assert_eq!(tree.channels[row] as usize, channels);
        }
    }
}

#[test]
fn search_finds_names_and_addresses_without_case_or_accents() {
    let (_folder, path) = folder();
    let mut mirror = Mirror::open_or_create(&path).unwrap();
    let mut book = sample::adler();
    book.accounts[5].name = "Ágent Brøwn".to_owned();
    book.users.push(User {
        id: "u-two-hats".to_owned(),
        accounts: vec!["smith".to_owned(), "miller".to_owned()],
        first_name: Some("Ömer".to_owned()),
        emails: vec![
            "omer@elsewhere.example".to_owned(),
            "two.hats@adler.example".to_owned(),
        ],
        ..User::default()
    });
    mirror.import(&book).unwrap().unwrap();
    let tree = mirror.tree(day("2026-11-24")).unwrap();
    let finder = mirror.finder(&tree).unwrap();
    let find = |query: &str| -> Vec<&str> {
        finder
            .find(query)
            .into_iter()
            .filter_map(|row| tree.ids.get(row as usize))
            .collect()
    };
    assert_eq!(find("SMITH"), ["smith"]);
    assert_eq!(find("olivia"), ["brown"], "the name of an account's user");
    assert_eq!(find("brøwn"), ["brown"]);
    assert_eq!(find("agent br"), ["brown"], "without the accent");
    assert_eq!(find("O\u{308}MER"), ["smith", "miller"]);
    assert_eq!(find("two.hats@"), ["smith", "miller"]);
    assert_eq!(find("  grace   miller "), ["miller"]);
    assert_eq!(find("town office"), ["downtown", "uptown"]);
    assert_eq!(find("adler.example").len(), 11);
    assert_eq!(find("agent").len(), 10);
    for nothing in ["", "  ", "nobody", "smith miller", "\n", "555"] {
        assert_eq!(find(nothing), [""; 0], "{nothing:?}");
    }
}

#[test]
fn a_tree_says_which_revision_it_shows() {
    let (_folder, mut mirror) = adler();
    mirror
        .apply(&Edit::DeleteRule {
            rule: "r-luxury".to_owned(),
        })
        .unwrap()
        .unwrap();
    assert_eq!(mirror.tree(day("2026-11-24")).unwrap().revision, 2);
}
