"""What is kept: one SQLAlchemy class a table. No queries and no sessions in here."""
