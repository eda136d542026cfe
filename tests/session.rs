//! Every command but the dialogs, asked of a session as the window asks it.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use flate2::read::DeflateDecoder;
use mirror::sample::{self, Size};
use switchyard_app::desk::Desk;
use switchyard_app::launch::Start;
use switchyard_app::session::Session;
use switchyard_app::wire::*;
use tempfile::TempDir;

pub const LISTINGS: &str = "5f0c9a3e-7d41-4c8b-9e26-1b7a40d2c602";

/// Between Christmas and New Year: Agent Williams is away.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 28).unwrap()
}

pub struct Home(TempDir);

impl Home {
    pub fn new() -> Self {
        Home(TempDir::new().unwrap())
    }

    fn mirror(&self) -> PathBuf {
        self.0.path().join("data/brokerage.mirror")
    }

    pub fn open(&self) -> Session {
        Session::open(&self.mirror(), None, today).unwrap()
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let file = self.0.path().join(name);
        fs::write(&file, content).unwrap();
        file
    }
}

pub fn lead(session: &Session, sample: &str) -> SimulateRequest {
    let samples = session.samples().unwrap();
    let found = samples
        .into_iter()
        .find(|known| known.id == sample)
        .unwrap();
    SimulateRequest {
        channel: found.channel,
        captured_at: found.captured_at,
        payload: found.payload,
    }
}

/// The headline, then the notes.
fn told(session: &Session, sample: &str) -> Vec<String> {
    let simulation = session.simulate(&lead(session, sample)).unwrap();
    let sentence = simulation
        .sentence
        .iter()
        .map(|span| span.text.as_str())
        .collect();
    std::iter::once(sentence).chain(simulation.notes).collect()
}

fn rules(session: &Session) -> Vec<String> {
    session
        .channel(LISTINGS)
        .unwrap()
        .rules
        .into_iter()
        .map(|rule| rule.id)
        .collect()
}

fn move_rule(rule: &str, before: Option<&str>) -> Edit {
    Edit::MoveRule {
        rule: rule.to_owned(),
        channel: None,
        before: before.map(str::to_owned),
    }
}

#[test]
fn the_first_start_opens_the_sample_brokerage_with_a_lead_to_trace() {
    let home = Home::new();
    let opened = home.open().opened().unwrap();
    assert_eq!(opened.title, "Adler & Associates");
    assert_eq!(opened.file, home.mirror().display().to_string());
    assert!(opened.is_sample && !opened.unclean);
    let counts = opened.counts;
    assert_eq!(
        (counts.brokerages, counts.offices, counts.agents),
        (1, 2, 10)
    );
    assert_eq!(opened.start.account, "adler");
    assert_eq!(opened.start.channel.as_deref(), Some(LISTINGS));
    assert_eq!(opened.start.sample.as_deref(), Some("listing-inquiry"));
    assert_eq!(
        (opened.edits.undo, opened.edits.redo),
        (None, None),
        "the first brokerage is no edit"
    );
}

#[test]
fn each_scenario_lands_where_the_sentence_says() {
    let home = Home::new();
    let session = home.open();
    assert!(
        session
            .samples()
            .unwrap()
            .iter()
            .all(|sample| sample.shipped)
    );
    assert_eq!(
        told(&session, "listing-inquiry"),
        [
            "Goes to Agent Smith (Downtown Office) by rule 3 “Luxury buyers”: price 1,250,000 is at least 1,000,000 \
             and ZIP 75205 is on the list.",
            "Assumed: the rotation starts at its first agent; only Rechat knows who had the last turn.",
        ]
    );
    assert_eq!(
        told(&session, "general-contact"),
        [
            "Offered to Agent Brown, Agent Davis, Agent Johnson +2 for 30 min by rule 1 “Sellers”: \
             tags include Seller.",
            "If nobody claims it: goes to Agent Johnson (Downtown Office) by the fallback: no rule took it.",
        ]
    );
    assert_eq!(
        told(&session, "newsletter-signup"),
        [
            "Stays in the inbox of Adler & Associates: no rule took it, and the fallback is the inbox."
        ]
    );
    assert_eq!(
        told(&session, "agent-profile"),
        ["Goes to Agent Miller (Uptown Office): the website named them by e-mail."]
    );
}

#[test]
fn a_moved_rule_changes_the_agent_and_undo_and_redo_outlive_the_session() {
    let home = Home::new();
    let session = home.open();
    let before = rules(&session);
    let smith = told(&session, "listing-inquiry");

    let moved = session
        .edit(move_rule("r-zillow", Some("r-luxury")))
        .unwrap();
    assert_eq!(
        moved.undo.as_deref(),
        Some("Moved “Zillow” above “Luxury buyers”")
    );
    assert!(!moved.tree_changed && !moved.samples_changed);
    let sentence = "Goes to Agent Anderson (Uptown Office) by rule 3 “Zillow”: source is Zillow.";
    assert_eq!(told(&session, "listing-inquiry")[0], sentence);
    assert_eq!(rules(&session)[2], "r-zillow");
    drop(session);

    let session = home.open();
    assert_eq!(told(&session, "listing-inquiry")[0], sentence);
    let undone = session.undo().unwrap();
    assert_eq!((undone.undo, undone.redo), (None, moved.undo));
    assert_eq!(rules(&session), before);
    assert_eq!(told(&session, "listing-inquiry"), smith);
    drop(session);

    let session = home.open();
    session.redo().unwrap();
    assert_eq!(told(&session, "listing-inquiry")[0], sentence);
    assert_eq!(session.redo().unwrap_err().code, Code::NothingToRedo);
    session.undo().unwrap();
    assert_eq!(session.undo().unwrap_err().code, Code::NothingToUndo);
}

#[test]
fn a_rule_that_is_off_or_gone_takes_nothing() {
    let home = Home::new();
    let session = home.open();
    let caught = || {
        session
            .channel(LISTINGS)
            .unwrap()
            .rules
            .iter()
            .map(|rule| rule.caught)
            .collect::<Vec<_>>()
    };
    assert_eq!(caught(), [0, 0, 1, 0, 0, 0]);

    let off = Edit::SetRuleEnabled {
        rule: "r-luxury".to_owned(),
        enabled: false,
    };
    assert_eq!(
        session.edit(off).unwrap().undo.as_deref(),
        Some("Turned off “Luxury buyers”")
    );
    assert_eq!(caught(), [0, 0, 0, 0, 1, 0]);

    session
        .edit(Edit::DeleteRule {
            rule: "r-zillow".to_owned(),
        })
        .unwrap();
    assert_eq!(caught(), [0, 0, 0, 0, 0]);
    assert_eq!(session.channel(LISTINGS).unwrap().fallback.caught, 1);
    assert_eq!(
        told(&session, "listing-inquiry")[0],
        "Goes to Agent Brown (Downtown Office) by the fallback: no rule took it."
    );
}

#[test]
fn the_steps_of_a_trace_say_which_card_and_who_was_asked() {
    let home = Home::new();
    let session = home.open();
    let simulation = session
        .simulate(&lead(&session, "listing-inquiry"))
        .unwrap();
    assert_eq!(simulation.rule.as_deref(), Some("r-luxury"));
    assert_eq!(simulation.agents[0].initials, "AS");
    let winner = simulation
        .steps
        .iter()
        .find(|step| step.verdict == Verdict::Assigned)
        .unwrap();
    assert_eq!(
        (winner.rule.as_deref(), winner.number, winner.pool_size),
        (Some("r-luxury"), Some(3), 4)
    );
    let chosen: Vec<_> = winner
        .pool
        .iter()
        .filter(|face| face.chosen)
        .map(|face| face.name.as_str())
        .collect();
    assert_eq!(chosen, ["Agent Smith"]);
    let Some(ConditionView::All {
        passed: Some(true),
        parts,
    }) = &winner.when
    else {
        panic!("{:?}", winner.when)
    };
    let ConditionView::Test(price) = &parts[0] else {
        panic!("{parts:?}")
    };
    assert_eq!(price.words, "price ≥ $1,000,000");
    assert_eq!(
        price.actual.as_deref(),
        Some("price 1,250,000 is at least 1,000,000")
    );

    let offer = session
        .simulate(&lead(&session, "general-contact"))
        .unwrap();
    let deeper: Vec<_> = offer
        .steps
        .iter()
        .filter(|step| step.depth == 1)
        .map(|step| step.kind)
        .collect();
    assert_eq!(
        deeper,
        [StepKind::Rule, StepKind::Fallback],
        "what happens if nobody claims"
    );
}

#[test]
fn a_board_names_the_account_its_people_and_its_channels() {
    let home = Home::new();
    let session = home.open();
    let board = session.board("williams").unwrap();
    assert_eq!(
        board
            .account
            .path
            .iter()
            .map(|above| above.name.as_str())
            .collect::<Vec<_>>(),
        ["Adler & Associates", "Downtown Office"]
    );
    assert_eq!(board.account.away, ["24 Dec to 31 Dec"]);
    assert_eq!(board.account.people[0].mls, ["NTREIS 0512347"]);
    let board = session.board("downtown").unwrap();
    assert_eq!(board.account.agents, 5);
    let tabs: Vec<_> = board
        .channels
        .iter()
        .map(|tab| (tab.name.as_deref(), tab.is_default, tab.rules))
        .collect();
    assert_eq!(
        tabs,
        [
            (Some("Default Route"), true, 3),
            (Some("Open houses"), false, 2)
        ]
    );
    assert_eq!(session.board("nobody").unwrap_err().code, Code::NotFound);
}

#[test]
fn samples_are_kept_changed_and_deleted_like_everything_else() {
    let home = Home::new();
    let session = home.open();
    let lead = SimulateRequest {
        channel: LISTINGS.to_owned(),
        captured_at: "2026-11-28T10:00:00-06:00".to_owned(),
        payload: r#"{"lead_source": "Zillow"}"#.to_owned(),
    };
    let save = |sample, name: &str| Edit::SaveSample {
        sample,
        name: name.to_owned(),
        lead: lead.clone(),
    };
    let state = session.edit(save(None, "Saturday")).unwrap();
    assert_eq!(state.undo.as_deref(), Some("Saved sample “Saturday”"));
    assert!(state.samples_changed && !state.tree_changed);
    let saved = session.samples().unwrap().pop().unwrap();
    assert!(!saved.shipped && saved.name == "Saturday");
    assert_eq!(session.channel(LISTINGS).unwrap().samples, 2);

    session
        .edit(save(Some(saved.id.clone()), "Weekend"))
        .unwrap();
    assert_eq!(session.samples().unwrap().pop().unwrap().name, "Weekend");
    session
        .edit(Edit::DeleteSample { sample: saved.id })
        .unwrap();
    assert_eq!(session.samples().unwrap().len(), 4);
    assert!(session.undo().unwrap().samples_changed);
    assert_eq!(session.samples().unwrap().len(), 5);
}

#[test]
fn a_lead_that_cannot_be_read_says_where() {
    let home = Home::new();
    let session = home.open();
    let ask = |captured_at: &str, payload: &str| {
        let (channel, captured_at, payload) = (
            LISTINGS.to_owned(),
            captured_at.to_owned(),
            payload.to_owned(),
        );
        session.simulate(&SimulateRequest {
            channel,
            captured_at,
            payload,
        })
    };
    let error = ask("2026-11-24T09:12:00Z", "{\n  \"note\": }").unwrap_err();
    assert_eq!(
        (error.code, error.place.as_deref()),
        (Code::BadLead, Some("line 2, column 11"))
    );
    assert_eq!(
        ask("yesterday", "{}").unwrap_err().problems[0].code,
        "unreadable_time"
    );
    assert_eq!(
        ask("2026-11-24T09:12:00Z", "[]").unwrap_err().code,
        Code::BadLead
    );
    ask("2026-11-24T09:12:00Z", "{}").unwrap();

    let lead = SimulateRequest {
        payload: "{".to_owned(),
        ..lead(&session, "listing-inquiry")
    };
    let name = "Half".to_owned();
    let kept = session.edit(Edit::SaveSample {
        sample: None,
        name,
        lead,
    });
    assert_eq!(kept.unwrap_err().code, Code::BadLead);
}

#[test]
fn an_imported_book_replaces_the_draft_and_one_undo_brings_it_back() {
    let home = Home::new();
    let session = home.open();
    let book = home.file("big.json", sample::generated(Size::default()).write());
    let opened = session.import_book(&book).unwrap();
    assert!(!opened.is_sample);
    assert_eq!((opened.counts.offices, opened.counts.agents), (10, 200));
    let found = session.samples().unwrap();
    let channels: Vec<String> = found.into_iter().map(|sample| sample.channel).collect();
    assert!(
        channels
            .iter()
            .all(|channel| session.channel(channel).is_ok()),
        "shipped leads fit any book"
    );

    assert!(session.undo().unwrap().tree_changed);
    assert_eq!(session.opened().unwrap().counts.agents, 10);
    assert_eq!(
        told(&session, "agent-profile")[0],
        "Goes to Agent Miller (Uptown Office): the website named them by e-mail."
    );
}

#[test]
fn an_exported_book_is_the_one_on_show() {
    let home = Home::new();
    let session = home.open();
    session
        .edit(move_rule("r-zillow", Some("r-luxury")))
        .unwrap();
    let file = home.0.path().join("out.json");
    session.export_book(&file).unwrap();
    let mut expected = sample::adler();
    let listings = expected
        .channels
        .iter_mut()
        .find(|channel| channel.id == LISTINGS)
        .unwrap();
    listings.rules.swap(3, 4);
    listings.rules.swap(2, 3);
    assert_eq!(fs::read_to_string(&file).unwrap(), expected.write());
    assert_eq!(
        fs::read_dir(home.0.path()).unwrap().count(),
        2,
        "nothing is left beside it"
    );

    let nowhere = home.0.path().join("no/such/folder/out.json");
    assert_eq!(
        session.export_book(&nowhere).unwrap_err().code,
        Code::FileUnwritable
    );
}

#[test]
fn a_bad_book_is_refused_whole_with_all_its_problems() {
    let home = Home::new();
    let session = home.open();
    let before = session.opened().unwrap().edits.revision;
    let good = sample::adler().write();
    let two_wrong =
        good.replacen("\"smith\"", "\"nobody\"", 1)
            .replacen("lead_source", "lead_sauce", 1);
    let error = session
        .import_book(&home.file("bad.json", two_wrong))
        .unwrap_err();
    assert_eq!(error.code, Code::BadBook);
    assert!(error.problems.len() >= 2, "{error:#?}");
    assert!(error.place.unwrap().ends_with("bad.json"));

    for (name, content) in [
        ("cut.json", good.as_bytes()[..good.len() / 2].to_vec()),
        ("latin.json", vec![b'{', 0xff]),
        ("empty.json", Vec::new()),
    ] {
        let error = session.import_book(&home.file(name, content)).unwrap_err();
        assert_eq!(error.code, Code::BadBook, "{name}");
        assert!(!error.problems.is_empty(), "{name}");
    }
    let missing = session
        .import_book(&home.0.path().join("missing.json"))
        .unwrap_err();
    assert_eq!(missing.code, Code::FileUnreadable);
    let now = session.opened().unwrap();
    assert_eq!(
        (now.edits.revision, now.is_sample),
        (before, true),
        "nothing was imported"
    );
}

#[test]
fn no_error_repeats_a_channel_id_in_full() {
    let home = Home::new();
    let session = home.open();
    let book = sample::adler();
    let good = book.write();
    let twice = good.replacen(&book.channels[0].id, LISTINGS, 1);
    let far = SimulateRequest {
        channel: LISTINGS.replace("5f0c", "5f0d"),
        captured_at: "2026-11-24T09:12:00Z".to_owned(),
        payload: "{}".to_owned(),
    };
    let errors = [
        session
            .import_book(&home.file("twice.json", twice))
            .unwrap_err(),
        session
            .import_book(&home.file("zone.json", good.replacen("America/Chicago", "Chicago", 3)))
            .unwrap_err(),
        session
            .import_book(&home.file(
                "account.json",
                good.replacen("\"account\": \"adler\"", "\"account\": \"adlar\"", 2),
            ))
            .unwrap_err(),
        session.simulate(&far).unwrap_err(),
        session.channel(&far.channel).unwrap_err(),
        session
            .edit(Edit::SaveSample {
                sample: None,
                name: "x".to_owned(),
                lead: SimulateRequest {
                    payload: "{".to_owned(),
                    ..far.clone()
                },
            })
            .unwrap_err(),
    ];
    let ids = book
        .channels
        .iter()
        .map(|channel| &*channel.id)
        .chain([&*far.channel]);
    for id in ids {
        for error in &errors {
            let said = format!("{error:?}");
            assert!(!said.contains(id), "{said}");
        }
    }
}

#[test]
fn the_tree_is_columns_in_the_order_people_see() {
    let home = Home::new();
    let bytes = home.open().tree().unwrap();
    let tree = Columns::read(&bytes);
    assert_eq!(
        tree.names,
        [
            "Adler & Associates",
            "Downtown Office",
            "Agent Brown",
            "Agent Davis",
            "Agent Johnson",
            "Agent Smith",
            "Agent Williams",
            "Uptown Office",
            "Agent Anderson",
            "Agent Miller",
            "Agent Moore",
            "Agent Taylor",
            "Agent Wilson",
        ]
    );
    assert_eq!(tree.ids[..3], ["adler", "downtown", "brown"]);
    assert_eq!(tree.parents, [u32::MAX, 0, 1, 1, 1, 1, 1, 0, 7, 7, 7, 7, 7]);
    assert_eq!(tree.agents, [10, 5, 1, 1, 1, 1, 1, 5, 1, 1, 1, 1, 1]);
    assert_eq!(tree.channels[..8], [4, 2, 0, 0, 0, 0, 0, 2]);
    assert_eq!(tree.kinds[..3], [0, 2, 4]);
    assert_eq!(tree.flags[5..7], [0, 2], "Agent Williams is away");
}

#[test]
fn search_finds_rows_by_name_and_by_e_mail() {
    let home = Home::new();
    let session = home.open();
    let rows = |query: &str| words(&session.search(query).unwrap());
    assert_eq!(rows("AGENT m"), [9, 10]);
    assert_eq!(rows("sofia.anderson@"), [8]);
    assert_eq!(rows("office"), [1, 7]);
    assert_eq!(rows("  "), [0; 0]);
    assert_eq!(rows("nobody at all"), [0; 0]);
}

#[test]
fn what_keeps_a_mirror_shut_has_a_code_and_a_place() {
    let home = Home::new();
    let refused = |file: &Path| {
        let error = Session::open(file, None, today).unwrap_err();
        assert_eq!(
            error.place.as_deref(),
            Some(file.display().to_string().as_str())
        );
        error.code
    };
    let _open = home.open();
    assert_eq!(refused(&home.mirror()), Code::MirrorLocked);
    assert_eq!(
        refused(&home.file("text.mirror", "not a database, just words ".repeat(80))),
        Code::NotAMirror
    );
    assert_eq!(refused(home.0.path()), Code::FileUnreadable);
    let blocked = home.file("file", "").join("brokerage.mirror");
    assert_eq!(
        Session::open(&blocked, None, today).unwrap_err().code,
        Code::FileUnwritable
    );
}

#[test]
fn a_mirror_that_was_not_closed_is_opened_and_checked() {
    let home = Home::new();
    let session = home.open();
    session
        .edit(move_rule("r-zillow", Some("r-luxury")))
        .unwrap();
    // What a killed process leaves: the file and its write-ahead log.
    let left = home.0.path().join("left.mirror");
    for suffix in ["", "-wal"] {
        fs::copy(
            format!("{}{suffix}", home.mirror().display()),
            format!("{}{suffix}", left.display()),
        )
        .unwrap();
    }
    let after = Session::open(&left, None, today).unwrap();
    let opened = after.opened().unwrap();
    assert!(opened.unclean);
    assert_eq!(
        opened.edits.undo.as_deref(),
        Some("Moved “Zillow” above “Luxury buyers”")
    );
    after.check_once().unwrap();
}

#[test]
fn a_bad_book_on_the_command_line_is_said_once_and_then_left_out() {
    let home = Home::new();
    let desk = Desk::new(Start {
        mirror: home.mirror(),
        book: Some(home.file("bad.json", "{")),
        folder: home.0.path().join("data"),
        today,
    });
    desk.open_early();
    assert_eq!(desk.session().unwrap_err().code, Code::BadBook);
    assert!(!home.mirror().exists(), "nothing was made yet");
    assert!(desk.session().unwrap().opened().unwrap().is_sample);
}

#[test]
fn a_book_on_the_command_line_is_what_a_new_mirror_starts_with() {
    let home = Home::new();
    let book = home.file("big.json", sample::generated(Size::default()).write());
    let desk = Desk::new(Start {
        mirror: home.mirror(),
        book: Some(book),
        folder: home.0.path().join("data"),
        today,
    });
    let opened = desk.session().unwrap().opened().unwrap();
    assert_eq!((opened.counts.agents, opened.edits.undo), (200, None));
}

/// Reads the bytes of the tree as its command documents them.
struct Columns {
    parents: Vec<u32>,
    agents: Vec<u32>,
    channels: Vec<u32>,
    kinds: Vec<u8>,
    flags: Vec<u8>,
    names: Vec<String>,
    ids: Vec<String>,
}

impl Columns {
    fn read(packed: &[u8]) -> Self {
        let mut bytes = Vec::new();
        DeflateDecoder::new(packed).read_to_end(&mut bytes).unwrap();
        let mut left = &*bytes;
        let mut take = |length: usize| {
            let (column, rest) = left.split_at(length.next_multiple_of(4));
            left = rest;
            column[..length].to_vec()
        };
        let rows = words(&take(4))[0] as usize;
        let [parents, agents, channels] = [(); 3].map(|()| words(&take(4 * rows)));
        let [kinds, flags] = [(); 2].map(|()| take(rows));
        let [names, ids] = [(); 2].map(|()| {
            let lengths = words(&take(4 * rows));
            let length = lengths.iter().sum::<u32>() as usize;
            let text = String::from_utf8(take(length)).unwrap();
            let mut text = &*text;
            let texts = lengths.iter().map(|length| {
                let (first, rest) = text.split_at(*length as usize);
                text = rest;
                first.to_owned()
            });
            texts.collect::<Vec<_>>()
        });
        assert_eq!(left.len(), 0);
        Columns {
            parents,
            agents,
            channels,
            kinds,
            flags,
            names,
            ids,
        }
    }
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .map(|word| u32::from_le_bytes(word.try_into().unwrap()))
        .collect()
}
