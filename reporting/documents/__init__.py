"""What is printed: the attendance report, the register extract, and the making of PDF."""
