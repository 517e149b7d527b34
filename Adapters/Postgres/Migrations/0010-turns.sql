-- Which turn moved the feed's head last: a number drawn anew for each. A turn that was decided on what another is about to
-- leave is stored only if that very one is the last: a position could also have been reached by somebody else.
alter table feed_head add column turn bigint not null default 0;
