//! Numbers and how they are told.

use std::fmt;

/// Measurements of one thing.
#[derive(Clone, Default)]
pub struct Series(Vec<f64>);

impl Series {
    pub fn push(&mut self, value: f64) {
        let at = self.0.partition_point(|known| *known < value);
        self.0.insert(at, value);
    }

    pub fn median(&self) -> f64 {
        self.part(0.5)
    }

    pub fn most(&self) -> f64 {
        self.part(1.0)
    }

    /// Nearest rank; 0 of nothing.
    fn part(&self, part: f64) -> f64 {
        let last = self.0.len().saturating_sub(1) as f64;
        let at = (last * part).round() as usize;
        self.0.get(at).copied().unwrap_or_default()
    }
}

/// One line of the table.
pub struct Figure {
    pub what: String,
    pub measured: String,
    pub against: String,
    pub goal: String,
    /// `None` where there is nothing to reach.
    pub holds: Option<bool>,
}

impl Figure {
    /// `ours` is to be at most `goal` times `theirs`, median to median.
    pub fn ratio(what: &str, ours: &Series, whose: &str, theirs: &Series, goal: f64) -> Self {
        let ratio = ours.median() / theirs.median();
        Self {
            what: what.into(),
            measured: format!("{}, **{ratio:.2}×**", milliseconds(ours)),
            against: format!("{whose}: {}", milliseconds(theirs)),
            goal: format!("≤ {goal}×"),
            holds: Some(ratio <= goal),
        }
    }

    /// The median is to stay below `goal` milliseconds.
    pub fn below(what: &str, ours: &Series, whose: &str, theirs: &Series, goal: f64) -> Self {
        let ratio = ours.median() / theirs.median();
        Self {
            what: what.into(),
            measured: format!("**{}**, {ratio:.2}×", milliseconds(ours)),
            against: format!("{whose}: {}", milliseconds(theirs)),
            goal: format!("< {goal} ms"),
            holds: Some(ours.median() < goal),
        }
    }

    pub fn stated(what: &str, measured: String, against: String) -> Self {
        Self {
            what: what.into(),
            measured,
            against,
            goal: "stated".into(),
            holds: None,
        }
    }
}

fn milliseconds(series: &Series) -> String {
    let (median, most) = (series.median(), series.most());
    match median {
        m if m < 100.0 => format!("{median:.1} ms (at most {most:.0})"),
        _ => format!("{median:.0} ms (at most {most:.0})"),
    }
}

#[derive(Default)]
pub struct Sheet(Vec<Figure>);

impl Sheet {
    pub fn add(&mut self, figures: Vec<Figure>) {
        for figure in figures {
            println!("   {figure}");
            self.0.push(figure);
        }
    }
}

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| what | median | against | goal | holds |")?;
        writeln!(f, "| --- | --- | --- | --- | --- |")?;
        self.0
            .iter()
            .try_for_each(|figure| writeln!(f, "| {figure} |"))
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let holds = match self.holds {
            Some(true) => "yes",
            Some(false) => "**no**",
            None => "",
        };
        let Self {
            what,
            measured,
            against,
            goal,
            ..
        } = self;
        write!(f, "{what} | {measured} | {against} | {goal} | {holds}")
    }
}

/// How busy the machine is, for whoever reads the figures.
pub fn weather() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load: Vec<&str> = load.split(' ').take(3).collect();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!("{cores} cores, load {} (1, 5, 15 minutes)", load.join(" "))
}

#[cfg(test)]
mod tests {
    use super::Series;

    #[test]
    fn the_median_is_the_middle_whatever_the_order() {
        let mut series = Series::default();
        assert_eq!(series.median(), 0.0);
        for value in [9.0, 1.0, 5.0, 7.0, 3.0] {
            series.push(value);
        }
        assert_eq!((series.median(), series.most()), (5.0, 9.0));
    }
}
