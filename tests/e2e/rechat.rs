//! Rechat from the window: signed in to, pulled, reviewed, pushed to, and gone.
//!
//! The server is the real sandbox in a process of its own; the system's browser is answered for.

use window::{Locator, Result, Window};

use super::desk::{Desk, SHIPPED, same};
use super::sandbox::{Browser, Sandbox};

const SECRET: &str = "a-secret-of-the-brokerage";
const LISTINGS: &str = "5f0c9a3e-7d41-4c8b-9e26-1b7a40d2c602";
const GENERAL: &str = "c27d40b8-15ea-4f6c-8a3b-6e9f02d4b703";
const NEWSLETTER: &str = "e94a1f73-b0c6-4d28-97f5-2c8d61e3a804";

/// A brokerage like the sample, at a Rechat of its own.
struct Office {
    desk: Desk,
    sandbox: Sandbox,
    browser: Browser,
}

impl Office {
    fn new(name: &'static str, arguments: &[&str]) -> Office {
        let desk = Desk::new(name);
        let live = mirror::sample::adler()
            .write()
            .replace("\"adler\"", "\"adler-live\"")
            .replace("Adler & Associates", "Adler Live");
        let book = desk.file("live.json", live);
        let registered = ["--client-id", "switchyard", "--client-secret", SECRET];
        let sandbox = Sandbox::serve(&book, &[&registered, arguments].concat());
        let browser = Browser::in_folder(desk.place("bin"));
        let desk = desk
            .with("PATH", browser.path())
            // No key store: nothing of a test may stay in the person's own.
            .with("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
        Office {
            desk,
            sandbox,
            browser,
        }
    }

    /// From the first window to signed in.
    fn sign_in(&self, w: &Window) -> Result<()> {
        let dialog = w.role("dialog", "Connect to Rechat");
        let field = |name: &str| dialog.inner("textbox", name);
        field("Sign-in address").appears()?;
        accessible(w)?;
        field("Sign-in address").fill(&self.sandbox.url())?;
        field("API address").fill(&self.sandbox.url())?;
        field("Client id").fill("switchyard")?;
        dialog.inner_css("input[type=password]").fill(SECRET)?;
        dialog.inner("button", "Sign in with the browser").click()?;
        self.browser.agree(w, "adler-live")
    }

    /// From the first window to the brokerage's own mirror.
    fn connect_and_pull(&self, w: &Window) -> Result<()> {
        w.outcome().appears()?;
        foot(w, "Connect to Rechat").click()?;
        self.sign_in(w)?;
        w.role("dialog", "Connect to Rechat")
            .inner("button", "Pull the brokerage")
            .click()?;
        w.role("heading", "Adler Live").appears_any()?;
        standing(w).reads("Connected")?;
        w.rules().are_called(&SHIPPED)
    }

    fn channel(&self, id: &str) -> Option<routing::book::Channel> {
        let channels = self.sandbox.book().channels;
        channels.into_iter().find(|channel| channel.id == id)
    }

    /// The rules of a channel as Rechat has them.
    fn rules(&self, id: &str) -> Vec<String> {
        let rules = self.channel(id).map(|channel| channel.rules);
        let names = rules.unwrap_or_default().into_iter();
        names.map(|rule| rule.name.unwrap_or_default()).collect()
    }
}

/// What the foot of the window offers.
fn foot<'w>(w: &'w Window, name: &str) -> Locator<'w> {
    w.css("footer").inner("button", name)
}

/// Whether Rechat can be reached, at the foot of the window.
fn standing(w: &Window) -> Locator<'_> {
    w.css("footer").inner_css("[role=status]")
}

fn tab<'w>(w: &'w Window, name: &str) -> Locator<'w> {
    w.role("tablist", "Channels").inner_with("tab", name)
}

fn rename_newsletter(w: &Window) -> Result<()> {
    w.show_channel("Newsletter")?;
    w.press(&["F2"])?;
    w.role("textbox", "New name of “Newsletter”").fill("News")?;
    w.press(&["Enter"])?;
    w.is_made("Renamed channel “Newsletter” to “News”")?;
    tab(w, "News ").gets_focus()
}

/// Lines of a section of the plan.
fn lines<'w>(w: &'w Window, section: &str) -> Locator<'w> {
    w.role("region", section).each("listitem")
}

/// What both sides changed, with what each made of it.
fn conflicts(w: &Window) -> Locator<'_> {
    w.role("region", "Changed on both sides")
        .inner_css("fieldset")
}

fn side<'w>(w: &'w Window, words: &str) -> Locator<'w> {
    conflicts(w).inner_css("label").with_text(words)
}

fn push_button<'w>(w: &'w Window, words: &str) -> Locator<'w> {
    panel(w).inner("button", words)
}

/// Nothing here breaks WCAG 2.2 AA, in light and in dark, once what fades in has done so.
fn accessible(w: &Window) -> Result<()> {
    for scheme in ["dark", "light"] {
        // A dialog lets nobody at the button for it.
        let wear = "document.documentElement.dataset.theme = arguments[0]";
        w.script(wear, &[scheme.into()])?;
        accessible_as_it_is(w)?;
    }
    Ok(())
}

fn accessible_as_it_is(w: &Window) -> Result<()> {
    w.at_rest()?;
    w.wait("the page to stand still", || {
        let still =
            "return document.getAnimations().every(({ playState }) => playState !== 'running')";
        Ok((w.script(still, &[])? == true).then_some(()))
    })?;
    same(w.violations()?, Vec::new())
}

fn headline(w: &Window) -> Locator<'_> {
    w.role("region", "Plan").inner_css("h2")
}

fn panel(w: &Window) -> Locator<'_> {
    w.role("region", "Push")
}

fn read_again(w: &Window) -> Result<()> {
    w.role("button", "Read again").click()
}

#[test]
fn what_was_reviewed_is_pushed_and_nothing_else() {
    let office = Office::new("rechat", &[]);
    let sandbox = &office.sandbox;
    office.desk.window(|w| {
        w.outcome().appears()?;
        w.press(&["Control+2"])?;
        w.css("p").with_text("Not connected to Rechat").appears()?;
        w.press(&["Control+1"])?;
        office.connect_and_pull(w)?;

        // My side: a move, a switch, a name and a channel less.
        w.handle("Zillow").focus()?;
        w.press(&["Alt+ArrowUp"])?;
        w.role("article", "Rule 4, Zillow").appears()?;
        w.handle("Luxury buyers").focus()?;
        w.press(&["o"])?;
        w.outcome().reads(
            "Goes to Agent Anderson (Uptown Office) by rule 4 “Zillow”: source is Zillow.",
        )?;
        rename_newsletter(w)?;
        w.show_channel("General inquiries")?;
        w.press(&["Delete"])?;
        w.role("button", "Delete the channel").click()?;
        tab(w, "General inquiries").vanishes()?;

        // Theirs: the same name otherwise, the rule that I switched off gone, and a name elsewhere.
        sandbox.meanwhile(|book| {
            for channel in &mut book.channels {
                if channel.id == NEWSLETTER {
                    channel.name = Some("Bulletin".into());
                }
                channel.rules.retain(|rule| rule.id != "r-luxury");
                for rule in &mut channel.rules {
                    if rule.id == "r-rentals" {
                        rule.name = Some("Rentals and leases".into());
                    }
                }
            }
        });
        w.press(&["Control+2"])?;
        read_again(w)?;
        headline(w).reads("2 changes to push")?;
        lines(w, "Your changes").read(&[
            "Moved rule “Zillow” in “Listing inquiries” above “Estates over $2M”.",
            "Removed channel “General inquiries” from Adler Live with its 2 rules.",
        ])?;
        lines(w, "Changed by others").read(&[
            "Renamed rule “Rentals” to “Rentals and leases”.",
            "Removed rule “Luxury buyers” from “Listing inquiries”.",
            "Renamed channel “Newsletter” to “Bulletin”.",
        ])?;
        conflicts(w).read(&[
            "The name of “Bulletin” Keep mine News Take Rechat’s Bulletin",
            "Whether there is “Luxury buyers” in “Listing inquiries” \
             Keep mine changed Take Rechat’s deleted",
        ])?;
        lines(w, "Push").read(&[
            "2 changes to send",
            "To do: Choose a side in 2 conflicts",
            "To do: Type the name of 1 channel to delete",
            "1 of 4 sample leads lands elsewhere",
            "3 changes by others stay as they are",
        ])?;
        same(
            push_button(w, "Push 2 changes")
                .attribute("disabled")?
                .is_some(),
            true,
        )?;

        accessible(w)?;

        side(w, "Keep mine News").click()?;
        side(w, "Take Rechat’s deleted").click()?;
        headline(w).reads("3 changes to push")?;
        w.css("p").with_text("General contact changes").appears()?;
        let name = w.role("textbox", "To confirm, type General inquiries");
        name.fill("General")?;
        lines(w, "Push")
            .at(1)
            .reads("To do: Type the name of 1 channel to delete")?;
        name.fill("General inquiries")?;

        // Somebody is quicker: nothing is sent, and what they did is there to be seen.
        sandbox.meanwhile(|book| {
            let rules = book
                .channels
                .iter_mut()
                .flat_map(|channel| &mut channel.rules);
            let relocation = rules.into_iter().find(|rule| rule.id == "r-relocation");
            relocation.unwrap().name = Some("Relocations".into());
        });
        let before = sandbox.book();
        push_button(w, "Push 3 changes").click()?;
        lines(w, "Changed by others").read(&[
            "Renamed rule “Rentals” to “Rentals and leases”.",
            "Renamed rule “Relocation desk” to “Relocations”.",
            "Removed rule “Luxury buyers” from “Listing inquiries”.",
            "Renamed channel “Newsletter” to “Bulletin”.",
        ])?;
        w.role("region", "Plan")
            .inner_css("[role=status]")
            .at(1)
            .reads(
                "The plan no longer fits: Rechat has changed since. \
             Nothing was sent; this is the review made anew.",
            )?;
        same(sandbox.book() == before, true)?;

        name.fill("General inquiries")?;
        push_button(w, "Push 3 changes").click()?;
        panel(w).inner_css("h3").at(0).reads("Pushed")?;
        w.role("list", "Steps").each("listitem").read(&[
            "Done Renamed channel “Bulletin” to “News”.",
            "Done Moved rule “Zillow” in “Listing inquiries” above “Estates over $2M”.",
            "Done Removed channel “General inquiries” from Adler Live with its 2 rules.",
        ])?;

        // Read back: Rechat says what the draft says, theirs included.
        headline(w).reads("Nothing to push")?;
        w.role("button", "Review").appears()?;
        w.role("region", "Pushes so far")
            .inner_css("summary")
            .click()?;
        accessible(w)?;
        same(
            office.rules(LISTINGS),
            [
                "Relocations",
                "Zillow weekends",
                "Zillow",
                "Estates over $2M",
                "Asked for Uptown",
            ]
            .map(str::to_owned)
            .into(),
        )?;
        let name = office.channel(NEWSLETTER).and_then(|channel| channel.name);
        same(name.as_deref(), Some("News"))?;
        same(office.channel(GENERAL).is_none(), true)?;

        // And back again, as a draft to be reviewed.
        w.role("region", "Pushes so far")
            .inner_with("button", "Return to the version before the push of")
            .click()?;
        headline(w).reads("5 changes to push")?;
        lines(w, "Your changes").read(&[
            "Moved rule “Estates over $2M” in “Listing inquiries” above “Zillow”.",
            "Renamed channel “News” to “Bulletin”.",
            "Added channel “General inquiries” to Adler Live: looks listings up in NTREIS; \
             time zone America/Chicago; fallback Agent Johnson.",
            "Added rule “Sellers” to “General inquiries” above “Evenings and weekends”: takes tags \
             include Seller, does First to claim, 30 min, 5 agents, then next rule, follow-up Task \
             “Prepare a valuation”, due in 1 day.",
            "Added rule “Evenings and weekends” to “General inquiries” at the end: takes time 18:00 to \
             08:00 or day is Sat or Sun, does Round robin, 6 agents.",
        ])
    });
}

#[test]
fn a_rule_moved_up_here_and_to_another_channel_there_waits_for_a_side() {
    let office = Office::new("two-ways", &[]);
    office.desk.window(|w| {
        office.connect_and_pull(w)?;
        let rules = office.rules(LISTINGS);
        w.handle("Zillow").focus()?;
        w.press(&["Alt+ArrowUp"])?;
        w.role("article", "Rule 4, Zillow").appears()?;
        office.sandbox.meanwhile(|book| {
            let channels = &mut book.channels;
            let from = channels.iter_mut().find(|channel| channel.id == LISTINGS);
            let from = &mut from.unwrap().rules;
            let at = from.iter().position(|rule| rule.id == "r-zillow");
            let rule = from.remove(at.unwrap());
            let to = channels.iter_mut().find(|channel| channel.id == NEWSLETTER);
            to.unwrap().rules.push(rule);
        });
        w.press(&["Control+2"])?;
        read_again(w)?;
        headline(w).reads("1 conflict to settle")?;
        conflicts(w).read(&["The place of “Zillow” in “Listing inquiries” \
             Keep mine moved above “Estates over $2M” Take Rechat’s moved to “Newsletter”"])?;
        side(w, "Keep mine moved above “Estates over $2M”").click()?;
        headline(w).reads("1 change to push")?;
        push_button(w, "Push 1 change").click()?;
        headline(w).reads("Nothing to push")?;
        let mut expected = rules;
        expected.swap(3, 4);
        same(office.rules(LISTINGS), expected)
    });
}

#[test]
fn a_refused_sign_in_says_why_and_keeps_what_was_typed() {
    let office = Office::new("refused", &[]);
    office.desk.window(|w| {
        w.outcome().appears()?;
        foot(w, "Connect to Rechat").click()?;
        let dialog = w.role("dialog", "Connect to Rechat");
        let field = |name: &str| dialog.inner("textbox", name);
        let sign_in = dialog.inner("button", "Sign in with the browser");
        let secret = dialog.inner_css("input[type=password]");

        field("Sign-in address").fill("rechat")?;
        field("Client id").fill("switchyard")?;
        sign_in.click()?;
        dialog
            .inner_css("input[aria-invalid=true] + p")
            .reads("The address cannot be used: only https, or http to this machine.")?;
        field("Sign-in address").fill(&office.sandbox.url())?;
        field("API address").fill(&office.sandbox.url())?;
        secret.fill("another secret")?;
        sign_in.click()?;
        office.browser.agree(w, "adler-live")?;
        dialog.inner_css("[role=alert]").reads(
            "Rechat does not know this client id with this secret. \
             Compare both with your brokerage's registration at Rechat.",
        )?;
        same(field("Client id").value()?.as_str(), "switchyard")?;

        secret.fill(SECRET)?;
        sign_in.click()?;
        office.browser.agree(w, "adler-live")?;
        dialog.inner("button", "Pull the brokerage").appears()?;
        standing(w).reads("Connected")
    });
}

#[test]
fn without_a_line_everything_goes_on_but_pull_and_push() {
    let office = Office::new("offline", &[]);
    office.desk.window(|w| {
        office.connect_and_pull(w)?;
        office.sandbox.stop();
        foot(w, "Pull").click()?;
        standing(w).reads("Offline")?;
        foot(w, "Try to pull").appears()?;

        w.handle("Zillow").focus()?;
        w.press(&["Alt+ArrowUp"])?;
        w.role("article", "Rule 4, Zillow").appears()?;
        w.press(&["Control+2"])?;
        headline(w).reads("1 change to push")?;
        push_button(w, "Push 1 change").click()?;
        w.role("region", "Plan")
            .inner_css("[role=status]")
            .at(1)
            .reads(
                "Rechat cannot be reached just now. Go on as ever: what you change is safe in the \
                 mirror, and is pushed once Rechat answers.",
            )
    });
}

#[test]
fn where_rechat_takes_no_rules_the_push_is_a_sheet_for_a_person() {
    let office = Office::new("sheet", &["--no-rules-endpoint"]);
    // The rules come from a book: this Rechat shows none.
    let desk = office.desk.opening(&office.desk.place("live.json"));
    desk.window(|w| {
        w.outcome().appears()?;
        foot(w, "Connect to Rechat").click()?;
        office.sign_in(w)?;
        let dialog = w.role("dialog", "Connect to Rechat");
        dialog.inner("button", "Pull the brokerage").click()?;
        w.role("dialog", "Pulled from Rechat")
            .inner_css("p")
            .read(&[
                "Pulled Adler Live: 13 accounts, 8 channels, 21 rules. \
                 Your draft says what Rechat says.",
                "This Rechat does not let rules be read or written: they stay as the draft has \
                 them, and changes become a sheet to follow by hand.",
            ])?;
        w.role("button", "Done").click()?;

        rename_newsletter(w)?;
        let website = w.role("switch", "Website’s agents first");
        website.click()?;
        website.has("aria-checked", "true")?;
        w.press(&["Control+2"])?;
        headline(w).reads("2 changes to make at Rechat")?;
        lines(w, "Change sheet").read(&[
            "1 People → Lead Routing → the settings of “Newsletter” of Adler Live: \
             Renamed channel “Newsletter” to “News”.",
            "2 People → Lead Routing → the rules of “News” of Adler Live: \
             “News”: agents named by the website come first. on your word",
        ])?;

        accessible(w)?;

        // What can be read back must be there.
        let ticks = w.role("region", "Change sheet").inner_css("input");
        let settled = "Read back what is ticked";
        same(
            push_button(w, settled).attribute("disabled")?.is_some(),
            true,
        )?;
        ticks.at(0).click()?;
        ticks.at(1).click()?;
        push_button(w, settled).click()?;
        panel(w).inner_css("[role=alert]").reads(
            "Rechat shows something else. Nothing was settled: \
             Not as on the sheet: Renamed channel “Newsletter” to “News”.",
        )?;

        // The person goes to Rechat's screen after all.
        office.sandbox.meanwhile(|book| {
            let newsletter = book.channels.iter_mut().find(|c| c.id == NEWSLETTER);
            newsletter.unwrap().name = Some("News".into());
        });
        push_button(w, settled).click()?;
        headline(w).reads("Nothing to do at Rechat")
    });
}

#[test]
fn a_push_that_was_cut_off_sends_what_is_missing_and_nothing_twice() {
    let office = Office::new("cut-off", &[]);
    office.desk.killed(|w| {
        office.connect_and_pull(w)?;
        w.handle("Zillow").focus()?;
        w.press(&["Alt+ArrowUp"])?;
        w.role("article", "Rule 4, Zillow").appears()?;
        rename_newsletter(w)?;
        w.press(&["Control+2"])?;
        headline(w).reads("2 changes to push")?;
        office
            .sandbox
            .fault(r#"{ "fault": "latency=20s", "method": "PUT", "nth": 2 }"#);
        push_button(w, "Push 2 changes").click()?;
        w.role("list", "Steps").each("listitem").read(&[
            "Done Renamed channel “Newsletter” to “News”.",
            "Sending Moved rule “Zillow” in “Listing inquiries” above “Estates over $2M”.",
        ])
    });
    office.desk.window(|w| {
        w.outcome().appears()?;
        w.role("button", "Brokerages and Rechat").click()?;
        w.role("menu", "Brokerages and Rechat")
            .inner_with("menuitem", "Open Adler Live")
            .click()?;
        foot(w, "A push is unfinished").click()?;
        panel(w).inner("button", "Sign in to go on…").appears()?;
        accessible(w)?;
        panel(w).inner("button", "Sign in to go on…").click()?;
        office.sign_in(w)?;
        standing(w).reads("Connected")?;
        w.press(&["Escape"])?;
        panel(w).inner("button", "Go on").click()?;
        panel(w).inner_css("h3").at(0).reads("Pushed")?;
        headline(w).reads("Nothing to push")?;
        let name = office.channel(NEWSLETTER).and_then(|channel| channel.name);
        same(name.as_deref(), Some("News"))
    });
}

#[test]
fn a_step_that_nobody_can_decide_is_asked_about_before_anything_more_is_sent() {
    let office = Office::new("undecided", &[]);
    office.desk.window(|w| {
        office.connect_and_pull(w)?;
        w.role("button", "New channel").click()?;
        w.role("textbox", "Name of the new channel")
            .fill("Walk-ins")?;
        w.press(&["Enter"])?;
        w.is_made("Added channel “Walk-ins” to Adler Live")?;
        tab(w, "Walk-ins").gets_focus()?;
        w.press(&["Control+2"])?;
        headline(w).reads("1 change to push")?;

        // The line breaks, and a channel of that name is there under an id nobody here knows.
        office.sandbox.fault(
            r#"[{ "fault": "other-user", "method": "POST", "path": "/brands/*/leads/channels",
                  "edit": { "method": "POST", "path": "/brands/adler-live/leads/channels",
                            "body": { "name": "Walk-ins" } } },
                { "fault": "reset-before", "method": "POST", "path": "/brands/*/leads/channels" }]"#,
        );
        push_button(w, "Push 1 change").click()?;
        panel(w).inner_css("h3").at(0).reads("A push is unfinished")?;
        w.role("list", "Steps").each("listitem").read(&[
            "Not known Added channel “Walk-ins” to Adler Live: time zone America/Chicago. \
             A channel of this name appeared under another id: it may be this one.",
            "Waiting Settles what becomes of the new channel's leads.",
        ])?;
        accessible(w)?;
        push_button(w, "It took effect").click()?;
        push_button(w, "Go on").click()?;
        panel(w).inner_css("h3").at(0).reads("Pushed")?;
        headline(w).reads("Nothing to push")?;
        let channels = office.sandbox.book().channels.into_iter();
        let made = channels.filter(|known| known.name.as_deref() == Some("Walk-ins"));
        same(made.count(), 1)
    });
}
