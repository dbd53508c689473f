"""What is true: plain Python values and rules. No Qt, SQL, PDF, disk or clock in here."""
