"""The directory carried elsewhere: themes, widgets on other people's sites, campaigns, and days it shows itself."""
