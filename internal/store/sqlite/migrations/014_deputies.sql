CREATE INDEX accounts_deputy ON accounts (doc ->> '$.deputy.accountId', id);
