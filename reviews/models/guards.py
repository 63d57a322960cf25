"""Triggers shared by what belongs to a review: once it is submitted, nothing of it changes."""

import pgtrigger


def only_while_draft(name: str) -> pgtrigger.Trigger:
    """Refuse to add, change or remove a row whose review (column `review_id`) is submitted."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=(
            "IF EXISTS (SELECT 1 FROM reviews_review WHERE state = 'submitted' AND id IN ("
            " CASE WHEN TG_OP <> 'INSERT' THEN OLD.review_id END, CASE WHEN TG_OP <> 'DELETE' THEN NEW.review_id END))"
            " THEN RAISE EXCEPTION 'a submitted review never changes'; END IF;"
            " RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;"
        ),
    )
