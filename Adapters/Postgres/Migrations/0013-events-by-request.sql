-- What one request led to is found by it: the feed's positions are in the index, so that it is read in order.
create index events_by_request on events (tenant, correlation_id, position);
