"""The count of a comparison, in a child process with little time and memory."""
