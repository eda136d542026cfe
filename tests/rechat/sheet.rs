use super::*;
use crate::session::LISTINGS;

fn without_rules() -> Computer {
    let options = Options {
        rules_endpoint: false,
        ..options()
    };
    Computer::with(&sample::adler(), options)
}

fn steps(review: &Review) -> &[SheetStep] {
    review.sheet.as_deref().unwrap()
}

fn tick(app: &App, step: &SheetStep) {
    wait(app.rechat.tick_sheet_step(step.id.clone(), true)).unwrap();
}

fn check(app: &App) -> Result<SheetChecked, AppError> {
    wait(app.rechat.check_sheet(|_| {}))
}

#[test]
fn a_sheet_is_ticked_over_a_restart_and_settled_once_rechat_agrees() {
    let computer = without_rules();
    let app = computer.connected();
    assert_eq!(app.status().rules, RulesEndpoint::Absent);
    app.rename(LISTINGS, "By hand");
    let review = app.review();
    let before = steps(&review).to_vec();
    assert!(before[0].words.contains("Lead Routing") && !before[0].ticked);
    let refused = app.push(&review.plan).unwrap_err();
    assert_eq!(refused.code, Code::NoRulesEndpoint);
    assert_eq!(check(&app).unwrap_err().code, Code::NothingToPush);
    wait(app.rechat.plan_again()).unwrap();
    let step = before
        .iter()
        .find(|step| step.words.contains("By hand"))
        .unwrap();
    tick(&app, step);
    let unknown = wait(app.rechat.tick_sheet_step("no such step".into(), true));
    assert_eq!(unknown.unwrap_err().code, Code::StalePlan);
    drop(app);

    let app = computer.start();
    let review = app.review();
    let ticked: Vec<_> = steps(&review).iter().filter(|step| step.ticked).collect();
    assert_eq!(ticked.len(), 1);
    assert_eq!(ticked[0].id, step.id);
    for step in steps(&review) {
        tick(&app, step);
    }
    let checked = check(&app).unwrap();
    assert!(
        checked.wrong.iter().any(|line| line.contains("By hand")),
        "{checked:?}"
    );
    assert!(
        !app.review().empty,
        "nothing is settled that Rechat does not show"
    );

    computer.others(|book| {
        let listings = book.channels.iter_mut().find(|known| known.id == LISTINGS);
        listings.unwrap().name = Some("By hand".into());
    });
    let checked = check(&app).unwrap();
    assert_eq!(checked.wrong, Vec::<String>::new());
    assert!(app.review().empty);
    assert_eq!(app.status().my_changes, Some(0));
    assert!(
        wait(app.rechat.audit()).unwrap().is_empty(),
        "nothing is called pushed"
    );
}

#[test]
fn a_policy_is_settled_where_the_rules_could_never_be_read() {
    let book = other_brokerage();
    let options = Options {
        rules_endpoint: false,
        ..options()
    };
    let computer = Computer::with(&book, options);
    let brand: &'static str = root(&book).0.leak();
    computer.person(Person::Agrees(brand));
    let app = computer.start();
    app.sign_in(&computer).unwrap();
    app.pull().unwrap();
    let counted = |known: &&routing::book::Channel| !known.rules.is_empty();
    let channel = book.channels.iter().find(counted).unwrap().id.clone();
    assert!(app.session().channel(&channel).unwrap().rules.is_empty());
    let edit = Edit::SetPolicies {
        channel,
        honor_assignees: false,
        returning_lead_days: 7,
    };
    app.session().edit(edit).unwrap();
    for step in steps(&app.review()) {
        tick(&app, step);
    }
    assert_eq!(check(&app).unwrap().wrong, Vec::<String>::new());
    assert!(app.review().empty);
}

#[test]
fn a_channel_made_by_hand_is_found_by_its_name() {
    let computer = without_rules();
    let app = computer.connected();
    let edit = Edit::CreateChannel {
        account: "adler".into(),
        name: Some("Open house".into()),
        id: None,
    };
    app.session().edit(edit).unwrap();
    let review = app.review();
    for step in steps(&review) {
        tick(&app, step);
    }
    assert!(check(&app).unwrap().wrong[0].contains("not found"));
    computer.others(|book| {
        let mut made = book.channels[0].clone();
        made.id = "11111111-2222-4333-8444-555555555555".into();
        made.name = Some("Open house".into());
        made.is_default = false;
        made.rules.clear();
        book.channels.push(made);
    });
    assert_eq!(check(&app).unwrap().wrong, Vec::<String>::new());
    assert!(app.draft(&computer).contains("11111111-2222"));
    assert!(app.review().empty);
}
