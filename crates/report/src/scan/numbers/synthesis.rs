//! `synthesis.json` read back: each count against its cell, and what a protected report never has.

use super::{COUNT, Leaks, NOTES, Numbers, ORDER, prose};
use crate::scan::{Leak, Rule};
use throughline_core::ids::{FindingId, PointId, ThemeId};
use throughline_core::publication::Cell;
use throughline_core::stance::Stance;
use throughline_core::synthesis::{
    Chart, EvidenceGroup, Measure, PointBlock, PrevalenceBar, Shown, StatementBlock, Support,
    Synthesis, ThemeCounts,
};

/// What stands for an id or an organisation that is not shown.
const DASH: &str = "–";
/// A text that gives a count away.
const TEXT: &str = "a text that gives a count of organisations exactly";

impl Numbers<'_> {
    /// What a synthesis shows that it may not.
    pub fn synthesis(&self, file: &str, synthesis: &Synthesis) -> Vec<Leak> {
        let mut leaks = Leaks::new(file);
        never_shown(synthesis, &mut leaks);
        self.tables(synthesis, &mut leaks);
        self.prevalence(synthesis, &mut leaks);
        self.stance(synthesis, &mut leaks);
        self.formats(synthesis, &mut leaks);
        self.glance(synthesis, &mut leaks);
        self.findings(synthesis, &mut leaks);
        self.evidence(synthesis, &mut leaks);
        leaks.found
    }

    fn tables(&self, synthesis: &Synthesis, leaks: &mut Leaks) {
        let tables = &synthesis.tables;
        for (at, row) in tables.prevalence.iter().enumerate() {
            let cell = Cell::Prevalence(row.theme.clone());
            let place = format!("/tables/prevalence/{at}/rolled");
            let fits = self.allows(&cell, row.rolled.organisations);
            leaks.unless(fits, &place, Rule::Counts, COUNT);
            let own = row.own.organisations == Shown::NotShown;
            let own_place = format!("/tables/prevalence/{at}/own");
            leaks.unless(own, &own_place, Rule::Counts, COUNT);
            for (counts, place) in [(&row.own, &own_place), (&row.rolled, &place)] {
                leaks.unless(no_notes(counts), place, Rule::Withheld, NOTES);
                let share = counts.share.is_none() || counts.organisations.exact().is_some();
                leaks.unless(
                    share,
                    place,
                    Rule::Counts,
                    "the share of a count that is not exact",
                );
            }
        }
        for (at, row) in tables.stance.iter().enumerate() {
            let cell = Cell::Stance(row.theme.clone(), row.stance);
            let fits = self.allows(&cell, row.organisations);
            table_row(
                &format!("/tables/stance/{at}"),
                fits,
                Some(row.notes),
                leaks,
            );
        }
        for (at, row) in tables.format.iter().enumerate() {
            let cell = Cell::Format(row.theme.clone(), row.engagement_type.clone());
            let fits = self.allows(&cell, row.organisations);
            table_row(
                &format!("/tables/format/{at}"),
                fits,
                Some(row.notes),
                leaks,
            );
        }
        for (at, row) in tables.part.iter().enumerate() {
            let cell = Cell::Part(row.theme.clone(), row.part.to_string());
            let fits = self.allows(&cell, row.organisations);
            table_row(&format!("/tables/part/{at}"), fits, None, leaks);
        }
        let orders: [(&str, Vec<&ThemeId>); 5] = [
            (
                "prevalence",
                tables.prevalence.iter().map(|r| &r.theme).collect(),
            ),
            ("stance", tables.stance.iter().map(|r| &r.theme).collect()),
            ("format", tables.format.iter().map(|r| &r.theme).collect()),
            ("part", tables.part.iter().map(|r| &r.theme).collect()),
            ("balance", tables.balance.iter().map(|r| &r.theme).collect()),
        ];
        for (table, themes) in orders {
            let ordered = self.in_order(themes.into_iter().map(ThemeId::as_str));
            leaks.unless(ordered, format!("/tables/{table}"), Rule::Order, ORDER);
        }
    }

    fn prevalence(&self, synthesis: &Synthesis, leaks: &mut Leaks) {
        let place = "/raised/prevalence";
        let Some(drawn) = self.data(&synthesis.raised.prevalence, place, leaks) else {
            return;
        };
        let bars = || {
            drawn
                .groups
                .iter()
                .flat_map(|group| group.head.iter().chain(&group.rows))
        };
        for (at, bar) in bars().enumerate() {
            let place = format!("{place}/data, row {}", at + 1);
            self.measure(
                &bar.measure,
                &Cell::Prevalence(bar.theme.clone()),
                &place,
                leaks,
            );
            let notes = bar.notes == Shown::NotShown && prose::numbers(&bar.notes_words).is_empty();
            leaks.unless(notes, place, Rule::Withheld, NOTES);
        }
        let ordered = self.in_order(bars().map(|bar: &PrevalenceBar| bar.theme.as_str()));
        leaks.unless(ordered, place, Rule::Order, ORDER);
    }

    fn stance(&self, synthesis: &Synthesis, leaks: &mut Leaks) {
        let place = "/raised/stance";
        if let Some(drawn) = self.data(&synthesis.raised.stance, place, leaks) {
            for (at, row) in drawn.rows.iter().enumerate() {
                let cells = [
                    (Stance::Positive, &row.positive),
                    (Stance::Negative, &row.negative),
                    (Stance::Mixed, &row.mixed),
                    (Stance::Neutral, &row.neutral),
                ];
                for (stance, cell) in cells {
                    let fits = self.allows(&Cell::Stance(row.theme.clone(), stance), cell.shown);
                    let place = format!("{place}/data/rows/{at}/{}", stance.word());
                    leaks.unless(fits, &place, Rule::Counts, COUNT);
                    let exact = cell.shown.exact().is_some();
                    let words = exact || !is_number(&cell.words);
                    leaks.unless(words, place, Rule::Counts, TEXT);
                }
            }
            let ordered = self.in_order(drawn.rows.iter().map(|row| row.theme.as_str()));
            leaks.unless(ordered, place, Rule::Order, ORDER);
        }
        if let Some(balance) = &synthesis.raised.balance {
            let ordered = self.in_order(balance.rows.iter().map(|row| row.theme.as_str()));
            leaks.unless(ordered, "/raised/balance", Rule::Order, ORDER);
            for (at, row) in balance.rows.iter().enumerate() {
                let words = prose::numbers(&row.words).is_empty();
                let place = format!("/raised/balance/rows/{at}");
                leaks.unless(words, place, Rule::Counts, TEXT);
            }
        }
    }

    /// The cells of a format are those of its theme: the chart does not say which format it is.
    fn formats(&self, synthesis: &Synthesis, leaks: &mut Leaks) {
        let place = "/differed/format";
        let Some(drawn) = self.data(&synthesis.differed.format, place, leaks) else {
            return;
        };
        for (at, row) in drawn.rows.iter().enumerate() {
            for (panel, measure) in row.measures.iter().enumerate() {
                let place = format!("{place}/data/rows/{at}/measures/{panel}");
                let fits = self.allows_format(&row.theme, measure.shown);
                leaks.unless(fits, &place, Rule::Counts, COUNT);
                leaks.unless(self.words_fit(measure), place, Rule::Counts, TEXT);
            }
        }
        let ordered = self.in_order(drawn.rows.iter().map(|row| row.theme.as_str()));
        leaks.unless(ordered, place, Rule::Order, ORDER);
    }

    fn allows_format(&self, theme: &ThemeId, shown: Shown) -> bool {
        let Some(register) = self.register else {
            return self.never_small(shown);
        };
        shown == Shown::NotShown
            || register.cells.iter().any(|(cell, may)| {
                matches!(cell, Cell::Format(of, _) if of == theme) && *may == shown
            })
    }

    /// The data of a chart, once its words have been looked at.
    fn data<'c, T>(&self, chart: &'c Chart<T>, place: &str, leaks: &mut Leaks) -> Option<&'c T> {
        let drawn = chart.drawn()?;
        for (field, text) in [
            ("title", &drawn.title),
            ("note", &drawn.note),
            ("alt", &drawn.alt),
        ] {
            self.text(text, &format!("{place}/{field}"), leaks);
        }
        Some(&drawn.data)
    }

    fn glance(&self, synthesis: &Synthesis, leaks: &mut Leaks) {
        for (at, band) in synthesis.glance.bands.iter().enumerate() {
            let place = format!("/glance/bands/{at}");
            let cell = Cell::Prevalence(band.theme.clone());
            let fits =
                self.allows(&cell, band.measure.shown) || self.allows_somewhere(band.measure.shown);
            leaks.unless(fits, format!("{place}/measure"), Rule::Counts, COUNT);
            let words = self.words_fit(&band.measure);
            leaks.unless(words, format!("{place}/measure"), Rule::Counts, TEXT);
            for (field, text) in [
                ("headline", &band.headline),
                ("raised", &band.raised),
                ("says", &band.says),
            ] {
                self.text(text, &format!("{place}/{field}"), leaks);
            }
        }
    }

    fn findings(&self, synthesis: &Synthesis, leaks: &mut Leaks) {
        for (p, part) in synthesis.parts.iter().enumerate() {
            for (f, finding) in part.findings.iter().enumerate() {
                let place = format!("/parts/{p}/findings/{f}");
                self.text(&finding.title, &format!("{place}/title"), leaks);
                self.statement(&finding.statement, (&finding.id, None), &place, leaks);
                self.points(&finding.points, &finding.id, &place, leaks);
            }
        }
    }

    fn points(&self, points: &[PointBlock], of: &FindingId, place: &str, leaks: &mut Leaks) {
        for (at, point) in points.iter().enumerate() {
            let place = format!("{place}/points/{at}");
            self.statement(&point.statement, (of, Some(&point.id)), &place, leaks);
            self.points(&point.points, of, &place, leaks);
        }
    }

    fn statement(
        &self,
        statement: &StatementBlock,
        (finding, point): (&FindingId, Option<&PointId>),
        place: &str,
        leaks: &mut Leaks,
    ) {
        let place = format!("{place}/statement");
        self.text(&statement.text, &format!("{place}/text"), leaks);
        if let Some(measure) = &statement.measure {
            let fits = self.allows_somewhere(measure.shown);
            leaks.unless(fits, format!("{place}/measure"), Rule::Counts, COUNT);
            let words = self.words_fit(measure);
            leaks.unless(words, format!("{place}/measure"), Rule::Counts, TEXT);
        }
        let support = self.support(statement.support.as_ref());
        leaks.unless(support, format!("{place}/support"), Rule::Counts, COUNT);
        for (at, claim) in statement.claims.iter().enumerate() {
            let place = format!("{place}/claims/{at}");
            let cell = Cell::Claim(finding.clone(), point.cloned(), claim.offset);
            self.measure(&claim.measure, &cell, &format!("{place}/measure"), leaks);
            let support = self.support(claim.support.as_ref());
            leaks.unless(support, format!("{place}/support"), Rule::Counts, COUNT);
        }
        let pinned = statement.evidence.is_empty();
        leaks.unless(
            pinned,
            format!("{place}/evidence"),
            Rule::Ids,
            "ids of notes",
        );
        if let Some(quote) = &statement.quote {
            let note = quote.note.is_none();
            leaks.unless(
                note,
                format!("{place}/quote/note"),
                Rule::Ids,
                "the id of a note",
            );
        }
    }

    /// The notes behind a statement: what they say, in the order of their texts, and nothing else.
    fn evidence(&self, synthesis: &Synthesis, leaks: &mut Leaks) {
        for (at, group) in synthesis.evidence.groups.iter().enumerate() {
            let place = format!("/evidence/groups/{at}");
            let fits = self.allows_somewhere(group.measure.shown);
            leaks.unless(fits, format!("{place}/measure"), Rule::Counts, COUNT);
            let words = self.words_fit(&group.measure);
            leaks.unless(words, format!("{place}/measure"), Rule::Counts, TEXT);
            for (row, shown) in group.rows.iter().enumerate() {
                let place = format!("{place}/rows/{row}");
                let hidden = shown.note.as_str() == DASH;
                leaks.unless(
                    hidden,
                    format!("{place}/note"),
                    Rule::Ids,
                    "the id of a note",
                );
                let nobody = shown.organisations == DASH || shown.organisations.is_empty();
                let label = "the label of an organisation";
                leaks.unless(nobody, format!("{place}/organisations"), Rule::Ids, label);
            }
            let ordered = by_text(group);
            let what = "notes in another order than that of their texts";
            leaks.unless(ordered, format!("{place}/rows"), Rule::Order, what);
        }
    }

    fn measure(&self, measure: &Measure, cell: &Cell, place: &str, leaks: &mut Leaks) {
        leaks.unless(self.allows(cell, measure.shown), place, Rule::Counts, COUNT);
        leaks.unless(self.words_fit(measure), place, Rule::Counts, TEXT);
    }

    /// Whether the sides may be shown: each count as one that is registered.
    fn support(&self, support: Option<&Support>) -> bool {
        support.is_none_or(|s| {
            [
                s.positive,
                s.negative,
                s.mixed,
                s.neutral,
                s.not_stated,
                s.silent,
            ]
            .into_iter()
            .all(|shown| self.allows_somewhere(shown))
        })
    }

    /// A sentence of ours that gives a count exactly, where none is shown so.
    fn text(&self, text: &str, place: &str, leaks: &mut Leaks) {
        let told = prose::exact(text, self.base)
            .any(|count| !self.allows_somewhere(Shown::Exact { count }));
        leaks.unless(!told, place, Rule::Counts, TEXT);
    }
}

fn no_notes(counts: &ThemeCounts) -> bool {
    [counts.notes, counts.engagements, counts.unattributed_notes]
        .iter()
        .all(|shown| *shown == Shown::NotShown)
}

fn by_text(group: &EvidenceGroup) -> bool {
    let texts: Vec<&String> = group
        .rows
        .iter()
        .filter_map(|row| row.text.as_ref())
        .collect();
    texts.is_sorted()
}

fn is_number(words: &str) -> bool {
    let words = words.trim().trim_end_matches('%');
    !words.is_empty() && words.bytes().all(|b| b.is_ascii_digit())
}

/// The matrix, co-occurrence, saturation and agreement.
fn never_shown(synthesis: &Synthesis, leaks: &mut Leaks) {
    let tables = &synthesis.tables;
    let charts = [
        (
            "/matrix/matrix",
            synthesis.matrix.matrix.drawn().is_some(),
            "the matrix",
        ),
        (
            "/differed/cooccurrence",
            synthesis.differed.cooccurrence.drawn().is_some(),
            "co-occurrence",
        ),
        (
            "/engaged/saturation",
            synthesis.engaged.saturation.drawn().is_some(),
            "saturation",
        ),
        ("/tables/matrix", !tables.matrix.is_empty(), "the matrix"),
        (
            "/tables/cooccurrence",
            !tables.cooccurrence.is_empty(),
            "co-occurrence",
        ),
        (
            "/tables/saturation",
            !tables.saturation.is_empty(),
            "saturation",
        ),
        ("/agreement", synthesis.agreement.is_some(), "agreement"),
        (
            "/tables/agreement",
            !tables.agreement.is_empty(),
            "agreement",
        ),
    ];
    for (place, there, what) in charts {
        leaks.unless(!there, place, Rule::Withheld, what);
    }
}

fn table_row(place: &str, fits: bool, notes: Option<Shown>, leaks: &mut Leaks) {
    leaks.unless(fits, place, Rule::Counts, COUNT);
    let no_notes = notes.is_none_or(|notes| notes == Shown::NotShown);
    leaks.unless(no_notes, place, Rule::Withheld, NOTES);
}
