"""The count of a sealed round, once: for the committee's advice, the preview, the publication and
the recount.
"""
