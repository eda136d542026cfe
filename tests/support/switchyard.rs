//! Where things are in Switchyard's window, in one place for the tests and for `cargo xtask`.

use crate::{Error, Locator, Result, Window};

impl Window {
    /// The leads at hand above the simulator.
    pub fn samples(&self) -> Locator<'_> {
        self.role("radiogroup", "Lead").each("radio")
    }

    pub fn sample(&self, name: &str) -> Locator<'_> {
        self.role("radiogroup", "Lead").inner("radio", name)
    }

    /// The sentence that says where the lead in hand lands.
    pub fn outcome(&self) -> Locator<'_> {
        self.role("region", "Outcome").inner_css("p:first-of-type")
    }

    /// Takes a sample in hand and reads where it lands. The window takes the old answer away as
    /// soon as another lead is chosen.
    pub fn land(&self, sample: &str) -> Result<String> {
        self.sample(sample).click()?;
        self.wait("the sample to be taken", || {
            let checked = self.sample(sample).attribute("aria-checked")?;
            Ok((checked.as_deref() == Some("true")).then_some(()))
        })?;
        self.outcome().text()
    }

    /// The rules of the channel on the board, as their cards are called: `Rule 1, Rentals`.
    pub fn rules(&self) -> Locator<'_> {
        self.role("list", "Rules, in order").each("article")
    }

    /// The lines of the trace under the outcome.
    pub fn trace(&self) -> Locator<'_> {
        self.role("list", "Trace")
            .inner_css(":scope > li > div:first-child")
    }

    /// The account math under the tree.
    pub fn account_math(&self) -> Locator<'_> {
        self.role("region", "Accounts")
            .inner_css(":scope > p:last-of-type")
    }

    /// What the keyboard takes a rule by.
    pub fn handle(&self, rule: &str) -> Locator<'_> {
        self.role("list", "Rules, in order")
            .inner_with("button", &format!("Move “{rule}”"))
    }

    /// A card of the board: `Rule 1, Rentals`.
    pub fn card(&self, name: &str) -> Locator<'_> {
        self.role("article", name)
    }

    /// A kind of rule to drag from.
    pub fn kind(&self, name: &str) -> Locator<'_> {
        self.role("group", "New rule").inner("button", name)
    }

    /// A row of the tree, by a part of its name.
    pub fn account(&self, name: &str) -> Locator<'_> {
        self.role("tree", "Accounts").inner_with("treeitem", name)
    }

    /// Puts the keyboard on an account of the tree by typing its name.
    pub fn spell(&self, account: &str) -> Result<()> {
        let tree = self.role("tree", "Accounts");
        tree.focus()?;
        let row = tree.inner_css("[data-active=true]");
        self.wait(&format!("the keyboard to be on {account}"), || {
            // Letters that come too slowly begin another name: Home ends it, and Escape lets go of
            // what a space has picked then.
            self.press(&["Escape", "Home"])?;
            self.type_in(account)?;
            let names = row.names()?;
            let there = names.first().is_some_and(|name| name.starts_with(account));
            Ok(there.then_some(()))
        })
    }

    /// Waits until undo would take this back: the engine has made it.
    pub fn is_made(&self, edit: &str) -> Result<()> {
        self.undo_button(&format!("Undo: {edit}")).appears()
    }

    /// Waits until there is nothing to take back.
    pub fn nothing_is_made(&self) -> Result<()> {
        self.undo_button("Undo").appears()
    }

    /// Takes an edit back by its button.
    pub fn undo(&self, edit: &str) -> Result<()> {
        let button = self.undo_button(&format!("Undo: {edit}"));
        button.click()?;
        button.vanishes()
    }

    fn undo_button(&self, name: &str) -> Locator<'_> {
        self.role("group", "History").inner("button", name)
    }

    /// Shows a channel of the account on the board, by the beginning of its tab.
    pub fn show_channel(&self, name: &str) -> Result<()> {
        let tab = self
            .role("tablist", "Channels")
            .inner_with("tab", &format!("{name} "));
        tab.click()?;
        tab.has("aria-selected", "true")
    }

    /// Runs a command of the palette by its name, once that is the marked one.
    pub fn command(&self, name: &str) -> Result<()> {
        self.press(&["Control+k"])?;
        self.role("combobox", "Search or run a command")
            .fill(name)?;
        let marked = self
            .role("listbox", "Entries")
            .inner_css("[aria-selected=true]");
        self.wait(&format!("the palette to mark {name:?}"), || {
            match marked.names()?.as_slice() {
                [one] if one.contains(name) => Ok(Some(())),
                others => Err(Error(format!("it marks {others:?}"))),
            }
        })?;
        self.press(&["Enter"])?;
        self.role("dialog", "Search or run a command").vanishes()
    }

    /// What just happened, at the foot of the board. It stays for some seconds only.
    pub fn is_said(&self, text: &str) -> Result<()> {
        self.css("[role=status] span").with_text(text).appears()
    }
}
