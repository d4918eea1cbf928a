# Bundles of colleagues, and versions that differ.
