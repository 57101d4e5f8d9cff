"""What a video recorder will encrypt, per camera model, firmware and device-type plugin."""
