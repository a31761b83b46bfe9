"""Opening a space: from "this could be open", over what stops it, to open doors with hours in the directory."""
