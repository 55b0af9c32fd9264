//! A question before polars has it: what SQL forbids and polars would answer all the same is
//! refused, and what SQL allows and polars does not know is said in words that it knows.

use super::QueryError;
use sqlparser::ast::{
    BinaryOperator, Expr, GroupByExpr, Ident, ObjectName, OrderByKind, Query, Select, SelectItem,
    SetExpr, Statement, Visit, VisitMut, Visitor, VisitorMut,
};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::Parser;
use std::ops::ControlFlow;

/// Functions that make one value of many rows, among those that polars has.
const AGGREGATES: [&str; 26] = [
    "array_agg",
    "avg",
    "corr",
    "count",
    "covar",
    "covar_pop",
    "covar_samp",
    "first",
    "last",
    "max",
    "median",
    "min",
    "quantile_cont",
    "quantile_disc",
    "stddev",
    "stddev_pop",
    "stddev_samp",
    "stdev",
    "stdev_pop",
    "stdev_samp",
    "string_agg",
    "sum",
    "var",
    "var_pop",
    "var_samp",
    "variance",
];

/// The statement as polars is to have it.
///
/// - One statement only.
/// - A column beside a function of all rows, without GROUP BY, is refused: polars repeats the value
///   of the function in every row.
/// - What has no name of its own is called what was written, in lower case: `count(*)`.
/// - ORDER BY takes what was selected by its name.
/// - `= (SELECT MAX(…) …)` is asked with IN, which is the same for a question of one row.
///
/// # Errors
/// [`QueryError::Sql`].
pub(super) fn prepared(sql: &str) -> Result<String, QueryError> {
    let refused = |message: String, help: &str| QueryError::Sql {
        message,
        help: help.to_owned(),
    };
    let mut statements = Parser::parse_sql(&GenericDialect {}, sql).map_err(|error| {
        let message = error.to_string();
        let said = message.trim_start_matches("sql parser error: ");
        refused(
            format!("this is no SQL: {said}"),
            "a question reads SELECT … FROM … WHERE … GROUP BY … ORDER BY …; SHOW TABLES lists the tables",
        )
    })?;
    let (Some(mut statement), None) = (statements.pop(), statements.pop()) else {
        return Err(refused(
            "there is more than one question".to_owned(),
            "ask one at a time: take away what stands after the `;`",
        ));
    };
    if let ControlFlow::Break(Lone { column, function }) = statement.visit(&mut LoneColumns) {
        return Err(refused(
            format!("`{column}` stands beside `{function}`, which is one value of all rows"),
            &format!("add `GROUP BY {column}`, or leave the column out"),
        ));
    }
    let _: ControlFlow<()> = VisitMut::visit(&mut statement, &mut Plain);
    if let Statement::Query(query) = &mut statement {
        name_columns(query);
    }
    Ok(statement.to_string())
}

/// A column that is of one row beside a function that is of all.
struct Lone {
    column: String,
    function: String,
}

/// Looks for [`Lone`] columns in every SELECT.
struct LoneColumns;

impl Visitor for LoneColumns {
    type Break = Lone;

    fn pre_visit_select(&mut self, select: &Select) -> ControlFlow<Lone> {
        if is_grouped(select) {
            return ControlFlow::Continue(());
        }
        let mut met = Met::default();
        let _: ControlFlow<()> = select.projection.visit(&mut met);
        let all = select.projection.iter().find_map(|item| match item {
            SelectItem::Wildcard(_) | SelectItem::QualifiedWildcard(..) => Some("*".to_owned()),
            _ => None,
        });
        match (met.column.or(all), met.function) {
            (Some(column), Some(function)) => ControlFlow::Break(Lone { column, function }),
            _ => ControlFlow::Continue(()),
        }
    }
}

fn is_grouped(select: &Select) -> bool {
    match &select.group_by {
        GroupByExpr::All(_) => true,
        GroupByExpr::Expressions(expressions, _) => !expressions.is_empty(),
    }
}

/// The first column and the first function of all rows among some expressions. Columns within such a
/// function, within a window and within a question of its own are none.
#[derive(Default)]
struct Met {
    depth: usize,
    column: Option<String>,
    function: Option<String>,
}

impl Met {
    fn hides_columns(expr: &Expr) -> bool {
        matches!(expr, Expr::Function(f) if f.over.is_some() || is_aggregate(&f.name))
    }
}

impl Visitor for Met {
    type Break = ();

    fn pre_visit_query(&mut self, _: &Query) -> ControlFlow<()> {
        self.depth += 1;
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, _: &Query) -> ControlFlow<()> {
        self.depth -= 1;
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        if self.depth == 0 {
            match expr {
                Expr::Identifier(_) | Expr::CompoundIdentifier(_) => {
                    self.column.get_or_insert_with(|| expr.to_string());
                }
                Expr::Function(f) if f.over.is_none() && is_aggregate(&f.name) => {
                    self.function.get_or_insert_with(|| expr.to_string());
                }
                _ => {}
            }
        }
        self.depth += usize::from(Self::hides_columns(expr));
        ControlFlow::Continue(())
    }

    fn post_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        self.depth -= usize::from(Self::hides_columns(expr));
        ControlFlow::Continue(())
    }
}

fn is_aggregate(name: &ObjectName) -> bool {
    let name = name.to_string().to_ascii_lowercase();
    AGGREGATES.contains(&name.as_str())
}

/// Says `= (SELECT MAX(…) …)` with IN.
struct Plain;

impl VisitorMut for Plain {
    type Break = ();

    fn post_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
        if let Expr::BinaryOp {
            left,
            op: op @ (BinaryOperator::Eq | BinaryOperator::NotEq),
            right,
        } = expr
            && let Expr::Subquery(subquery) = right.as_ref()
            && is_one_row(subquery)
        {
            *expr = Expr::InSubquery {
                negated: *op == BinaryOperator::NotEq,
                expr: left.clone(),
                subquery: subquery.clone(),
            };
        }
        ControlFlow::Continue(())
    }
}

/// Whether a question is for one function of all rows.
fn is_one_row(query: &Query) -> bool {
    let SetExpr::Select(select) = query.body.as_ref() else {
        return false;
    };
    let mut met = Met::default();
    let _: ControlFlow<()> = select.projection.visit(&mut met);
    select.projection.len() == 1 && !is_grouped(select) && met.function.is_some()
}

/// Gives what is selected the names under which it is shown and ordered.
fn name_columns(query: &mut Query) {
    let SetExpr::Select(select) = query.body.as_mut() else {
        return;
    };
    let mut named: Vec<(Expr, Ident)> = Vec::new();
    for item in &mut select.projection {
        match item {
            SelectItem::UnnamedExpr(Expr::Identifier(_) | Expr::CompoundIdentifier(_)) => {}
            SelectItem::UnnamedExpr(expr) => {
                let alias =
                    Ident::with_quote('"', expr.to_string().to_lowercase().replace('"', ""));
                named.push((expr.clone(), alias.clone()));
                *item = SelectItem::ExprWithAlias {
                    expr: expr.clone(),
                    alias,
                };
            }
            SelectItem::ExprWithAlias { expr, alias } => named.push((expr.clone(), alias.clone())),
            _ => {}
        }
    }
    let Some(OrderByKind::Expressions(orders)) = query.order_by.as_mut().map(|o| &mut o.kind)
    else {
        return;
    };
    for order in orders {
        let found = named
            .iter()
            .find(|(expr, _)| matches!(expr, Expr::Function(_)) && *expr == order.expr);
        if let Some((_, alias)) = found {
            order.expr = Expr::Identifier(alias.clone());
        }
    }
}
