"""What the pages show: values ready to print."""
