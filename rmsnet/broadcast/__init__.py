"""What a broadcast itself tells: its score bug, its clock, its sound and its cuts."""
