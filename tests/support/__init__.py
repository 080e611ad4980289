"""What tests of several rooms lean on."""
