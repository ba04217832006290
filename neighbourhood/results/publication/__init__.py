"""What is published of a round: its files, how they are made, read and recounted; pure."""
