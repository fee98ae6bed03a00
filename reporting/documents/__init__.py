"""What is printed: attendance report, register extract, plan and letters; the making of PDF."""
