//! Where things are in Switchyard's window, in one place for the tests and for `cargo xtask`.

use crate::{Locator, Result, Window};

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
}
