//! Tests of guesses.

use super::*;

fn column(header: &str, values: &[&str]) -> GlanceColumn {
    GlanceColumn {
        header: header.to_owned(),
        named: None,
        is_theme: false,
        of_survey: None,
        values: values.iter().map(|v| (*v).to_owned()).collect(),
    }
}

fn roles(look: Vec<GlanceColumn>) -> Vec<(Role, Option<Sure>)> {
    let look = Glance {
        encoding: None,
        delimiter: None,
        sheet: None,
        sheets_said: Vec::new(),
        above: 0,
        header_rows: 1,
        shape: Shape::Long,
        columns: look,
    };
    let columns = columns(&look, &Renamed::new()).into_iter();
    columns.map(|c| (c.role, c.sure)).collect()
}

#[test]
fn what_stands_in_a_column_tells_what_it_is() {
    let found = roles(vec![
        column("a", &["1/2/2023", "3 April 2023", "2023-05-06"]),
        column(
            "b",
            &["The portal is very slow", "We need many more people"],
        ),
        column("c", &["cost; trust", "cost", "trust; cost"]),
        column("d", &["red", "blue"]),
    ]);
    let expected = [
        (Role::Column("date"), Some(Sure::Likely)),
        (Role::Column("text"), Some(Sure::Guess)),
        (Role::Column("themes"), Some(Sure::Guess)),
        (Role::Unread, None),
    ];
    assert_eq!(found, expected);
}

#[test]
fn two_columns_that_could_be_one_are_neither() {
    let dates = ["2023-05-06", "2023-05-07"];
    let found = roles(vec![column("begun", &dates), column("ended", &dates)]);
    assert_eq!(found, [(Role::Unread, None), (Role::Unread, None)]);
}

#[test]
fn the_order_of_dates_is_shown_or_assumed() {
    let cases: [(&[&str], Option<DateOrder>, bool); 4] = [
        (&["3/4/2023"], Some(DateOrder::DayFirst), false),
        (&["3/4/2023", "25/4/2023"], Some(DateOrder::DayFirst), true),
        (
            &["3/4/2023", "4/25/2023"],
            Some(DateOrder::MonthFirst),
            true,
        ),
        (&["2023-04-03"], None, false),
    ];
    for (values, order, shown) in cases {
        assert_eq!(date_order(values), (order, shown), "{values:?}");
    }
}

#[test]
fn a_row_of_notes_is_no_header() {
    assert!(is_no_header(&[
        column("0", &["1"]),
        column("text of a note", &[])
    ]));
    assert!(is_no_header(&[column("A", &["A", "B"])]));
    assert!(!is_no_header(&[column("Who", &["A", "B"])]));
}
